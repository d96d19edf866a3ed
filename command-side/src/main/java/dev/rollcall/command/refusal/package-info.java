/** Why a command is refused. Nothing was changed then. */
@NullMarked
package dev.rollcall.command.refusal;

import org.jspecify.annotations.NullMarked;
