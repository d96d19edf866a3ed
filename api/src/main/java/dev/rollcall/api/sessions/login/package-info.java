/** Logging in and out, refreshing, and the profile. */
@NullMarked
package dev.rollcall.api.sessions.login;

import org.jspecify.annotations.NullMarked;
