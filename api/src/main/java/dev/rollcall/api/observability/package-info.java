/** What operators see from outside: meters, and a log of what happened. */
@NullMarked
package dev.rollcall.api.observability;

import org.jspecify.annotations.NullMarked;
