/** Starts the part of the application that a command needs. */
@NullMarked
package dev.rollcall.api.web.commandline;

import org.jspecify.annotations.NullMarked;
