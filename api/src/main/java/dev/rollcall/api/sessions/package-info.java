/** The sessions of a user. */
@NullMarked
package dev.rollcall.api.sessions;

import org.jspecify.annotations.NullMarked;
