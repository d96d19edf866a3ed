/** The e-mail addresses of accounts, sealed in the database. */
@NullMarked
package dev.rollcall.api.accounts.email;

import org.jspecify.annotations.NullMarked;
