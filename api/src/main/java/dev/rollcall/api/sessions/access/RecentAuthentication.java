package dev.rollcall.api.sessions.access;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Decides whether a caller authenticated recently enough for a sensitive change, or has to step up (RFC 9470). The
 * maximum age is the same as for pages, {@code rollcall.pages.password-again-after}.
 */
@Component
public class RecentAuthentication {

    private final Duration maxAge;
    private final Clock clock;

    RecentAuthentication(@Value("${rollcall.pages.password-again-after:PT10M}") Duration maxAge, Clock clock) {
        this.maxAge = maxAge;
        this.clock = clock;
    }

    public boolean isOf(Caller caller) {
        return caller.authenticatedAt() != null
                && caller.authenticatedAt().isAfter(clock.instant().minus(maxAge));
    }

    /** @param detail what to do; goes into a quoted string of a header, so it must have no quotes or backslashes */
    public Problem required(String detail) {
        return new Problem(ProblemCode.INSUFFICIENT_USER_AUTHENTICATION, detail)
                .challenge("error_description=\"%s\", max_age=\"%d\"".formatted(detail, maxAge.toSeconds()));
    }
}
