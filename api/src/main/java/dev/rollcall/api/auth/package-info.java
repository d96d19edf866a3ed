/** Log-in, log-out and token refresh. */
@NullMarked
package dev.rollcall.api.auth;

import org.jspecify.annotations.NullMarked;
