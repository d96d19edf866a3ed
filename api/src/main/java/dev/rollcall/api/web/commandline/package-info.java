/** Starts a part of the application for a command. */
@NullMarked
package dev.rollcall.api.web.commandline;

import org.jspecify.annotations.NullMarked;
