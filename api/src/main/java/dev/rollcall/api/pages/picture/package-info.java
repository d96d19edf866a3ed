/** Turns sessions and numbers into positions, which templates draw. */
@NullMarked
package dev.rollcall.api.pages.picture;

import org.jspecify.annotations.NullMarked;
