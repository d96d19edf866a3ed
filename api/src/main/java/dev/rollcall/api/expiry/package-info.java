/** Sessions that run out of time. */
@NullMarked
package dev.rollcall.api.expiry;

import org.jspecify.annotations.NullMarked;
