/** The command that moves old history to files. */
@NullMarked
package dev.rollcall.api.operations.archive;

import org.jspecify.annotations.NullMarked;
