/** Cleans up what ended sessions leave behind, and repairs the list of live ones. */
@NullMarked
package dev.rollcall.api.operations.cleanup;

import org.jspecify.annotations.NullMarked;
