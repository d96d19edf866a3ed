package dev.rollcall.api.accounts.mail;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.accounts.FailureLimits;
import dev.rollcall.api.accounts.FailureLimits.Limit;
import dev.rollcall.api.accounts.FailureLimits.Owner;
import dev.rollcall.api.accounts.email.EmailAddress;
import dev.rollcall.api.accounts.email.EmailAddresses;
import dev.rollcall.api.accounts.mail.MailMeters.Outcome;
import dev.rollcall.api.accounts.mail.MailSetup.Outgoing;
import dev.rollcall.api.accounts.resets.ResetCodes;
import dev.rollcall.api.accounts.resets.ResetCodes.ResetCode;
import dev.rollcall.event.PasswordResetLinkMade;
import jakarta.mail.MessagingException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends one mail. Its code is made right before, and replaces an earlier one once the mail server has accepted the mail.
 * No transaction is open and no lock is held while the mail server is awaited.
 */
@Component
class ResetMailSending {

    private static final Logger log = LoggerFactory.getLogger(ResetMailSending.class);

    private final Accounts accounts;
    private final EmailAddresses addresses;
    private final FailureLimits failures;
    private final ResetCodes codes;
    private final ResetMailTexts texts;
    private final MailProperties properties;
    private final TransactionTemplate transaction;

    ResetMailSending(
            Accounts accounts,
            EmailAddresses addresses,
            FailureLimits failures,
            ResetCodes codes,
            ResetMailTexts texts,
            MailProperties properties,
            PlatformTransactionManager transactions) {
        this.accounts = accounts;
        this.addresses = addresses;
        this.failures = failures;
        this.codes = codes;
        this.texts = texts;
        this.properties = properties;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Tries to send a mail. If it has to be tried again, that is {@link Outcome#FAILED}. */
    Outcome send(ResetMail mail, Outgoing outgoing) {
        Optional<EmailAddress> recipient = accounts.find(mail.user())
                .filter(account -> account.status() == Account.Status.ACTIVE)
                .flatMap(account -> addresses.find(account.userId()));
        if (recipient.isEmpty() || isOneTooMany(mail)) {
            return Outcome.DROPPED;
        }
        ResetCode code = codes.draft();
        try {
            outgoing.server().send(texts.write(mail, recipient.get(), code, outgoing));
        } catch (MailException failure) {
            return failed(failure);
        } catch (MessagingException impossible) {
            throw new IllegalStateException("cannot write a mail", impossible);
        }
        return keep(mail, recipient.get(), code) ? sent(mail) : Outcome.FAILED;
    }

    /** Administrators may send as many as they like, and an attempt after a failure is no further mail. */
    private boolean isOneTooMany(ResetMail mail) {
        int most = properties.maxRequestsPerUser();
        return most > 0
                && !mail.fromAdministrator()
                && mail.attempts() == 0
                && failures.take(new Limit(Owner.user(mail.user()), "reset mails", most))
                        .isPresent();
    }

    /** @return false if the account or its address was changed meanwhile, so that the code must not become valid */
    private boolean keep(ResetMail mail, EmailAddress recipient, ResetCode code) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            accounts.lock(mail.user());
            return addresses.find(mail.user()).equals(Optional.of(recipient))
                    && codes.keep(mail.user(), code, PasswordResetLinkMade.Way.MAIL, mail.initiator());
        }));
    }

    private static Outcome sent(ResetMail mail) {
        log.atInfo().addKeyValue("userId", mail.user()).log("Password reset link mailed");
        return Outcome.SENT;
    }

    private static Outcome failed(MailException failure) {
        MailFault fault = MailFault.of(failure);
        if (fault.isForGood()) {
            log.warn("The mail server refuses the address of an account: {}", fault.reason());
            return Outcome.REFUSED;
        }
        log.warn("A mail could not be sent; trying again: {}", fault.reason());
        return Outcome.FAILED;
    }
}
