/** What the jar does besides serving. */
@NullMarked
package dev.rollcall.api.commandline;

import org.jspecify.annotations.NullMarked;
