/** Issues and verifies access and refresh tokens. */
@NullMarked
package dev.rollcall.api.tokens.jwt;

import org.jspecify.annotations.NullMarked;
