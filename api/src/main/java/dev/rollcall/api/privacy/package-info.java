/** Personal data, sealed with a key for each user. */
@NullMarked
package dev.rollcall.api.privacy;

import org.jspecify.annotations.NullMarked;
