/** A running Rollcall, and a client that talks HTTP to it. */
@NullMarked
package dev.rollcall.testing;

import org.jspecify.annotations.NullMarked;
