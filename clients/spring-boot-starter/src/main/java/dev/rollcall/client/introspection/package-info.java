/** Asks Rollcall about single tokens while the stream of ended sessions is silent. */
@NullMarked
package dev.rollcall.client.introspection;

import org.jspecify.annotations.NullMarked;
