/** The command that changes the tables before a new release starts. */
@NullMarked
package dev.rollcall.api.operations.migrate;

import org.jspecify.annotations.NullMarked;
