/** Settings and beans of the starter. */
@NullMarked
package dev.rollcall.client.autoconfigure;

import org.jspecify.annotations.NullMarked;
