/** Why a command is refused. A refused command changes nothing. */
@NullMarked
package dev.rollcall.command.refusal;

import org.jspecify.annotations.NullMarked;
