/** Tokens of identity providers. */
@NullMarked
package dev.rollcall.api.tokens.external;

import org.jspecify.annotations.NullMarked;
