/** A fake of Rollcall that runs in the process of a test. */
@NullMarked
package dev.rollcall.client.test.fake;

import org.jspecify.annotations.NullMarked;
