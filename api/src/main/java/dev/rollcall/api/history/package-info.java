/** Keeps the session history right behind the events, on one node at a time. */
@NullMarked
package dev.rollcall.api.history;

import org.jspecify.annotations.NullMarked;
