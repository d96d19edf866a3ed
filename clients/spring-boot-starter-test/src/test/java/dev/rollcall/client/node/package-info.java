/** A service beside the packaged Rollcall. */
@NullMarked
package dev.rollcall.client.node;

import org.jspecify.annotations.NullMarked;
