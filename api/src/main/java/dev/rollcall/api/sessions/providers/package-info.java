/** Log-outs that identity providers announce. */
@NullMarked
package dev.rollcall.api.sessions.providers;

import org.jspecify.annotations.NullMarked;
