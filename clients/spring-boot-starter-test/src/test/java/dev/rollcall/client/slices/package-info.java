/** Tests as users of the starter write them: slices, with sessions of tests and with the fake. */
@NullMarked
package dev.rollcall.client.slices;

import org.jspecify.annotations.NullMarked;
