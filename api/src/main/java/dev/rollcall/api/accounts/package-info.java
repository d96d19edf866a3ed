/** Local accounts, their passwords, and the limits for failed logins. */
@NullMarked
package dev.rollcall.api.accounts;

import org.jspecify.annotations.NullMarked;
