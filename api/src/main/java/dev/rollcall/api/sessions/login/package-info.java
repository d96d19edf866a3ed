/** Logs users in and out, refreshes tokens, and shows the profile. */
@NullMarked
package dev.rollcall.api.sessions.login;

import org.jspecify.annotations.NullMarked;
