package dev.rollcall.api.accounts;

import dev.rollcall.api.accounts.FailureLimits.Limit;
import dev.rollcall.api.accounts.FailureLimits.Owner;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Limits password guesses for each user name, whether or not there is such a user, and for each address (OWASP ASVS 5.0
 * section 6.3.1). At an address where the user is signed in, only a separate limit for that user and address applies,
 * so that guesses from elsewhere do not lock the user out.
 */
@Component
class PasswordGuesses {

    private final FailureLimits failures;
    private final LoginProperties limits;
    private final LiveSessions sessions;
    private final LoginFailureRecords records;

    PasswordGuesses(
            FailureLimits failures, LoginProperties limits, LiveSessions sessions, LoginFailureRecords records) {
        this.failures = failures;
        this.limits = limits;
        this.sessions = sessions;
        this.records = records;
    }

    /** A guess, which counts as a failure until it is given back. */
    final class Guess {

        private final List<Limit> taken = new ArrayList<>();

        void giveBack() {
            taken.forEach(failures::giveBack);
        }
    }

    /**
     * Counts a guess. Must be called before the password is checked, so that simultaneous guesses count too.
     *
     * @throws Problem {@code TOO_MANY_LOGIN_ATTEMPTS}
     */
    Guess take(UserId user, String address) {
        Guess guess = new Guess();
        for (Limit limit : limitsOf(user, address)) {
            Optional<Duration> wait = failures.take(limit);
            if (wait.isPresent()) {
                guess.giveBack();
                if (limit.owner().equals(Owner.user(user))) {
                    records.refused(user);
                }
                throw tooMany(wait.get());
            }
            guess.taken.add(limit);
        }
        return guess;
    }

    private List<Limit> limitsOf(UserId user, String address) {
        List<Limit> found = new ArrayList<>();
        if (limits.maxFailuresPerUser() > 0 && sessions.isSignedInFrom(user, address)) {
            return List.of(new Limit(Owner.user(user), address, limits.maxFailuresPerUser()));
        }
        if (limits.maxFailuresPerUser() > 0) {
            found.add(new Limit(Owner.user(user), limits.maxFailuresPerUser()));
        }
        if (limits.maxFailuresPerAddress() > 0) {
            found.add(new Limit(Owner.address(FailureLimits.network(address)), limits.maxFailuresPerAddress()));
        }
        return found;
    }

    private static Problem tooMany(Duration wait) {
        return new Problem(
                        ProblemCode.TOO_MANY_LOGIN_ATTEMPTS,
                        "Too many passwords were wrong. Wait before you try again.")
                .retryAfter(wait);
    }
}
