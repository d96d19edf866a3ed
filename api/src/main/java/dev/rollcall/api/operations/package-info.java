/** What operators do, and what they are told. */
@NullMarked
package dev.rollcall.api.operations;

import org.jspecify.annotations.NullMarked;
