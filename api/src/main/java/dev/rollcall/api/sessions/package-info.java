/** Starts, shows and ends the sessions of users, and changes the rules for them. */
@NullMarked
package dev.rollcall.api.sessions;

import org.jspecify.annotations.NullMarked;
