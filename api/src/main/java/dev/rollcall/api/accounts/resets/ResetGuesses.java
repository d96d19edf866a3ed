package dev.rollcall.api.accounts.resets;

import dev.rollcall.api.accounts.FailureLimits;
import dev.rollcall.api.accounts.FailureLimits.Limit;
import dev.rollcall.api.accounts.FailureLimits.Owner;
import dev.rollcall.api.accounts.LoginProperties;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the users of codes. Wrong codes count with the wrong passwords from the same address. */
@Component
public class ResetGuesses {

    private final ResetCodes codes;
    private final FailureLimits failures;
    private final LoginProperties limits;

    ResetGuesses(ResetCodes codes, FailureLimits failures, LoginProperties limits) {
        this.codes = codes;
        this.failures = failures;
        this.limits = limits;
    }

    /**
     * Returns the user whose password the code may reset. A wrong code is counted before it is looked up, so that
     * simultaneous guesses count, too.
     *
     * @param address the IP address of the client
     * @throws Problem {@code INVALID_RESET_CODE} or {@code TOO_MANY_LOGIN_ATTEMPTS}
     */
    public UserId require(String code, String address) {
        int most = limits.maxFailuresPerAddress();
        if (most == 0) {
            return codes.find(code).orElseThrow(ResetGuesses::wrong);
        }
        Limit limit = new Limit(Owner.address(FailureLimits.network(address)), most);
        Optional<Duration> wait = failures.take(limit);
        if (wait.isPresent()) {
            throw new Problem(ProblemCode.TOO_MANY_LOGIN_ATTEMPTS, "Wait before you try again.").retryAfter(wait.get());
        }
        UserId user = codes.find(code).orElseThrow(ResetGuesses::wrong);
        failures.giveBack(limit);
        return user;
    }

    /** Returns the answer to every code that is not valid, whatever the reason. */
    public static Problem wrong() {
        return new Problem(ProblemCode.INVALID_RESET_CODE, "Ask an administrator for another link.");
    }
}
