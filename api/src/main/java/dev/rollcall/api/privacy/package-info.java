/** Seals personal data with one key per user. */
@NullMarked
package dev.rollcall.api.privacy;

import org.jspecify.annotations.NullMarked;
