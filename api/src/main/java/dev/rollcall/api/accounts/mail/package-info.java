/** Sends mails with links for a new password. */
@NullMarked
package dev.rollcall.api.accounts.mail;

import org.jspecify.annotations.NullMarked;
