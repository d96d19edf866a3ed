/** Cookies that scripts cannot read: the one that names a session, and the one with a refresh token. */
@NullMarked
package dev.rollcall.api.sessions.cookie;

import org.jspecify.annotations.NullMarked;
