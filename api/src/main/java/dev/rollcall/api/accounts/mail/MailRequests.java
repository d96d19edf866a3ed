package dev.rollcall.api.accounts.mail;

import dev.rollcall.api.accounts.FailureLimits;
import dev.rollcall.api.accounts.FailureLimits.Limit;
import dev.rollcall.api.accounts.FailureLimits.Owner;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Limits how many mails are asked for from an address, on all nodes together. */
@Component
public class MailRequests {

    private final ResetMails mails;
    private final FailureLimits limits;
    private final MailProperties properties;

    MailRequests(ResetMails mails, FailureLimits limits, MailProperties properties) {
        this.mails = mails;
        this.limits = limits;
        this.properties = properties;
    }

    /** @throws Problem {@code MAIL_NOT_CONFIGURED} */
    public void requireMail() {
        if (!mails.isOn()) {
            throw new Problem(ProblemCode.MAIL_NOT_CONFIGURED, "Ask an administrator for a link.");
        }
    }

    /**
     * Takes one request.
     *
     * @param address the IP address of the client
     * @throws Problem {@code MAIL_NOT_CONFIGURED} or {@code TOO_MANY_MAIL_REQUESTS}
     */
    public void take(String address) {
        requireMail();
        int most = properties.maxRequestsPerAddress();
        if (most == 0) {
            return;
        }
        Owner owner = Owner.address(FailureLimits.network(address));
        Optional<Duration> wait = limits.take(new Limit(owner, "reset mails", most));
        if (wait.isPresent()) {
            throw new Problem(ProblemCode.TOO_MANY_MAIL_REQUESTS, "Wait before you ask again.").retryAfter(wait.get());
        }
    }
}
