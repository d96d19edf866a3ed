/** The refresh token in a cookie that scripts cannot read. */
@NullMarked
package dev.rollcall.api.sessions.cookie;

import org.jspecify.annotations.NullMarked;
