/** Parts of the starter, each with the fake. */
@NullMarked
package dev.rollcall.client.parts;

import org.jspecify.annotations.NullMarked;
