package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.accounts.email.EmailAddresses;
import dev.rollcall.api.accounts.mail.MailRequests;
import dev.rollcall.api.accounts.mail.ResetMails;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has links for a new password sent by mail. */
@Component
public class PasswordResetMails {

    private static final Logger log = LoggerFactory.getLogger(PasswordResetMails.class);

    private final Accounts accounts;
    private final EmailAddresses addresses;
    private final MailRequests requests;
    private final ResetMails mails;

    PasswordResetMails(Accounts accounts, EmailAddresses addresses, MailRequests requests, ResetMails mails) {
        this.accounts = accounts;
        this.addresses = addresses;
        this.requests = requests;
        this.mails = mails;
    }

    /** Whether mails can be sent. */
    public boolean isOn() {
        return mails.isOn();
    }

    /**
     * Sends a link to a user for an administrator, who does not see it.
     *
     * @param language of the text
     * @return until when that is tried
     * @throws Problem {@code MAIL_NOT_CONFIGURED}, {@code USER_NOT_FOUND} for a user without an account,
     *     {@code ACCOUNT_DISABLED}, {@code EMAIL_REQUIRED} or {@code CURRENT_ACCOUNT_PROTECTED}
     */
    public Instant send(UserId user, Caller administrator, Locale language) {
        requests.requireMail();
        if (administrator.is(user)) {
            throw new Problem(ProblemCode.CURRENT_ACCOUNT_PROTECTED, "Another administrator must do this.");
        }
        Account account = accounts.find(user).orElseThrow(() -> KnownUsers.notFound(null));
        if (addresses.find(account.requireActive().userId()).isEmpty()) {
            throw new Problem(ProblemCode.EMAIL_REQUIRED, "Set an address first, or make a link without e-mail.");
        }
        Instant until = mails.sendByAdministrator(user, administrator.userId(), language);
        log.atInfo()
                .addKeyValue("userId", user)
                .addKeyValue("actorId", administrator.userId())
                .log("Password reset link to be mailed");
        return until;
    }

    /**
     * Sends a link to whoever has this user name, if anybody can get one.
     *
     * @param address the IP address of the client
     * @param language of the text
     * @throws Problem {@code MAIL_NOT_CONFIGURED} or {@code TOO_MANY_MAIL_REQUESTS}
     */
    public void send(UserId user, String address, Locale language) {
        requests.take(address);
        mails.sendByAnybody(user, language);
    }
}
