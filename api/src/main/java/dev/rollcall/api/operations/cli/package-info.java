/** The command line of the jar. */
@NullMarked
package dev.rollcall.api.operations.cli;

import org.jspecify.annotations.NullMarked;
