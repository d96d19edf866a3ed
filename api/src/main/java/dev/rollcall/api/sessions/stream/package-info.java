/** Streams of session events. */
@NullMarked
package dev.rollcall.api.sessions.stream;

import org.jspecify.annotations.NullMarked;
