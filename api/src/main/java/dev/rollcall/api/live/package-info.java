/** Streams that tell clients of session starts and ends as they happen. */
@NullMarked
package dev.rollcall.api.live;

import org.jspecify.annotations.NullMarked;
