/** Commands that create administrators and reset passwords. */
@NullMarked
package dev.rollcall.api.operations.administrators;

import org.jspecify.annotations.NullMarked;
