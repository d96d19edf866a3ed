/** The public keys of Rollcall, and the verification of tokens by them. */
@NullMarked
package dev.rollcall.client.keys;

import org.jspecify.annotations.NullMarked;
