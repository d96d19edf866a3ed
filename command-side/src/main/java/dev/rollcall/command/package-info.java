/** One aggregate per user decides which of the user's sessions start, stay and end. */
@NullMarked
package dev.rollcall.command;

import org.jspecify.annotations.NullMarked;
