/** A service that shows orders to whoever is signed in. */
@NullMarked
package dev.rollcall.examples.orders;

import org.jspecify.annotations.NullMarked;
