package dev.rollcall.api.sessions.access;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Whether a caller proved who they are recently enough for what is sensitive, or has to step up (RFC 9470). How recently is
 * what pages ask for too, {@code rollcall.pages.password-again-after}.
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

    /** @param detail what to do, in words that fit into a quoted string of a header */
    public Problem required(String detail) {
        return new Problem(ProblemCode.INSUFFICIENT_USER_AUTHENTICATION, detail)
                .challenge("error_description=\"%s\", max_age=\"%d\"".formatted(detail, maxAge.toSeconds()));
    }
}
