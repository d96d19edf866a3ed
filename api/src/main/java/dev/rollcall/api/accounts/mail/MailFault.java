package dev.rollcall.api.accounts.mail;

import jakarta.mail.SendFailedException;
import java.io.IOException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/**
 * Why a mail was not sent.
 *
 * @param isForGood whether the mail server refuses the recipient, so that another attempt is useless
 * @param reason for the log; never the text of the mail server, which may contain the address
 */
record MailFault(boolean isForGood, String reason) {

    static MailFault of(MailException failure) {
        Throwable cause = ofMessage(failure);
        Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
        String reason = root instanceof IOException
                ? root.getClass().getSimpleName() + ": " + root.getMessage()
                : cause.getClass().getSimpleName();
        return new MailFault(cause instanceof SendFailedException refused && hasInvalid(refused), reason);
    }

    /** What is wrong with the mail itself is not the cause of the exception, but beside it. */
    private static Throwable ofMessage(MailException failure) {
        return failure instanceof MailSendException sending
                        && sending.getMessageExceptions() != null
                        && sending.getMessageExceptions().length > 0
                ? sending.getMessageExceptions()[0]
                : failure;
    }

    private static boolean hasInvalid(SendFailedException refused) {
        return refused.getInvalidAddresses() != null && refused.getInvalidAddresses().length > 0;
    }
}
