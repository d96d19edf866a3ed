/** Makes lists of sessions and events agree, and deletes what nobody needs any more. */
@NullMarked
package dev.rollcall.api.sweep;

import org.jspecify.annotations.NullMarked;
