/** Resolves who is calling, and decides what they may call. */
@NullMarked
package dev.rollcall.api.sessions.access;

import org.jspecify.annotations.NullMarked;
