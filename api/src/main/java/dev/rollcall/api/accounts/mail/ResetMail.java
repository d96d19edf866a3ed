package dev.rollcall.api.accounts.mail;

import dev.rollcall.event.Initiator;
import dev.rollcall.event.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail with a link for a new password, which somebody has asked for. The link itself is made when the mail is sent.
 *
 * @param user the given user name; whether there is such an account is found out when the mail is sent
 * @param administrator the administrator who asked for it; null if it was somebody who is not signed in
 * @param language of the text, as a BCP 47 tag
 * @param until when it is too late to send it
 * @param attempts how often that has failed
 * @param done whether nothing is left to do; it is kept for a minute, so that there is no second mail in it
 */
record ResetMail(
        UserId user, @Nullable UserId administrator, String language, Instant until, int attempts, boolean done) {

    Initiator initiator() {
        return administrator == null ? Initiator.SYSTEM : Initiator.admin(administrator);
    }

    boolean fromAdministrator() {
        return administrator != null;
    }

    ResetMail afterFailure() {
        return new ResetMail(user, administrator, language, until, attempts + 1, false);
    }

    ResetMail asDone() {
        return new ResetMail(user, administrator, language, until, attempts, true);
    }

    @Override
    public String toString() {
        return "ResetMail";
    }
}
