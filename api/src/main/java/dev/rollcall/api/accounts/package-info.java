/** The accounts that people sign in with. */
@NullMarked
package dev.rollcall.api.accounts;

import org.jspecify.annotations.NullMarked;
