/** The content of tokens, and the secrets that all nodes share. */
@NullMarked
package dev.rollcall.api.tokens;

import org.jspecify.annotations.NullMarked;
