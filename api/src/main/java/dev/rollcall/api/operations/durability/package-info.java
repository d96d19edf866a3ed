/** Keeps and reports the promise that nothing acknowledged is lost: lost history, standbys, connection poolers. */
@NullMarked
package dev.rollcall.api.operations.durability;

import org.jspecify.annotations.NullMarked;
