/** Checks answered from memory: what a node remembers of live sessions, and how it learns that they ended. */
@NullMarked
package dev.rollcall.api.checks;

import org.jspecify.annotations.NullMarked;
