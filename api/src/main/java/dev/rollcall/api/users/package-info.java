/** The users, as administrators see them. */
@NullMarked
package dev.rollcall.api.users;

import org.jspecify.annotations.NullMarked;
