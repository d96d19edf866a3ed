/** The keys that sign what clients send back later, and their rotation. */
@NullMarked
package dev.rollcall.api.tokens.secrets;

import org.jspecify.annotations.NullMarked;
