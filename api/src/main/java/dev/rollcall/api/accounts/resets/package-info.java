/** Codes with which users choose a new password in place of a forgotten one. */
@NullMarked
package dev.rollcall.api.accounts.resets;

import org.jspecify.annotations.NullMarked;
