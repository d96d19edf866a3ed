/** Rebuilds read models beside the old ones, and swaps them. */
@NullMarked
package dev.rollcall.api.operations.rebuild;

import org.jspecify.annotations.NullMarked;
