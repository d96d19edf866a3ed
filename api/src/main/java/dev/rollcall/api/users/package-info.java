/** Manages users: administrators create, find, disable and remove them, and users change their own passwords. */
@NullMarked
package dev.rollcall.api.users;

import org.jspecify.annotations.NullMarked;
