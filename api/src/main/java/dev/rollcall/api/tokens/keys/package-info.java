/** The keys that sign access tokens, and their rotation. */
@NullMarked
package dev.rollcall.api.tokens.keys;

import org.jspecify.annotations.NullMarked;
