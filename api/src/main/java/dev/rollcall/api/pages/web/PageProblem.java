package dev.rollcall.api.pages.web;

import dev.rollcall.api.web.problem.FailureCodes;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.RetryAfter;
import dev.rollcall.command.refusal.TooManySessionStarts;
import dev.rollcall.event.InvalidSetting;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;

/**
 * A problem in the form in which pages show it.
 *
 * @param pause how long to wait before the next try; null if waiting does not help
 */
public record PageProblem(
        ProblemCode code, HttpStatusCode status, @Nullable Duration pause) {

    private static final List<Class<? extends Exception>> UNREADABLE = List.of(
            InvalidParameterException.class,
            RequestRejectedException.class,
            InvalidSetting.class,
            TypeMismatchException.class);

    private static final Set<ProblemCode> WITH_OWN_TEXT = EnumSet.of(
            ProblemCode.INVALID_CREDENTIALS,
            ProblemCode.TOO_MANY_LOGIN_ATTEMPTS,
            ProblemCode.TOO_MANY_SESSION_STARTS,
            ProblemCode.TOO_MANY_MAIL_REQUESTS,
            ProblemCode.ACCOUNT_REQUIRED,
            ProblemCode.SESSION_STATE_UNAVAILABLE);

    private static final Set<ProblemCode> TEMPORARY =
            EnumSet.of(ProblemCode.SESSION_STATE_UNAVAILABLE, ProblemCode.USER_BUSY);

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    public static PageProblem of(Exception failure) {
        if (UNREADABLE.stream().anyMatch(type -> type.isInstance(failure))) {
            return new PageProblem(ProblemCode.INVALID_REQUEST, ProblemCode.INVALID_REQUEST.status(), null);
        }
        ProblemCode code = FailureCodes.of(failure);
        if (code == ProblemCode.INTERNAL_ERROR && failure instanceof ErrorResponse framework) {
            return new PageProblem(ProblemCode.of(framework.getStatusCode()), framework.getStatusCode(), null);
        }
        Duration pause = TEMPORARY.contains(code) ? A_MOMENT : pauseAfter(failure);
        return new PageProblem(code, code.status(), pause);
    }

    private static @Nullable Duration pauseAfter(Exception failure) {
        if (failure instanceof TooManySessionStarts tooMany) {
            return tooMany.retryAfter();
        }
        String seconds = failure instanceof ErrorResponse problem
                ? problem.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)
                : null;
        return seconds == null ? null : Duration.ofSeconds(Long.parseLong(seconds));
    }

    /** Sets {@code Retry-After} for clients that do not read the page. */
    public void setRetryAfter(HttpServletResponse response) {
        if (pause != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RetryAfter.of(pause));
        }
    }

    /** Returns what follows {@code page.refused.} in the key of the text. */
    public String textKey() {
        return WITH_OWN_TEXT.contains(code) ? code.name() : "OTHER";
    }

    /** Returns the pause in minutes, rounded up to at least 1, or 0 if there is no pause. */
    public long minutes() {
        return pause == null ? 0 : Math.max(1, pause.plusSeconds(59).toMinutes());
    }
}
