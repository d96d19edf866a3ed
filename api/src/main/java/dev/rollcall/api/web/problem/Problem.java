package dev.rollcall.api.web.problem;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An error that the client gets as an RFC 9457 problem with a {@code code} member. */
public class Problem extends ErrorResponseException {

    private static final long serialVersionUID = 1;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final ProblemCode code;

    public Problem(ProblemCode code, String detail) {
        this(code, detail, null);
    }

    public Problem(ProblemCode code, String detail, @Nullable Throwable cause) {
        this(code, body(code, detail), cause);
    }

    private Problem(ProblemCode code, ProblemDetail body, @Nullable Throwable cause) {
        super(code.status(), body, cause);
        this.code = code;
        if (code.challenge() != null) {
            getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, code.challenge());
        }
    }

    /** Returns the problem of a request in which the named field or parameter breaks a rule. */
    public static Problem invalid(String field, String rule) {
        return new Problem(ProblemCode.INVALID_REQUEST, invalidBody(field, rule), null);
    }

    /** Returns the problem of a request that may succeed after a second. */
    public static Problem tryAgain(ProblemCode code) {
        return new Problem(code, "Try again in a moment.").retryAfter(A_MOMENT);
    }

    /** Returns the problem of every request while acknowledged events are missing. */
    public static Problem historyLost() {
        return new Problem(ProblemCode.HISTORY_LOST, "An operator has to decide how to go on.").retryAfter(A_MINUTE);
    }

    public ProblemCode code() {
        return code;
    }

    /** Does nothing: a problem is a normal response, and signed-out devices that keep polling cause many of them. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** Adds an extension member. */
    public Problem with(String member, @Nullable Object value) {
        getBody().setProperty(member, value);
        return this;
    }

    /** Adds parameters to the challenge of a 401 (RFC 9110 section 11.6.1). */
    public Problem challenge(String parameters) {
        getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, code.challenge() + ", " + parameters);
        return this;
    }

    /** Sets {@code Retry-After}, in whole seconds, at least 1 (RFC 9110 section 10.2.3). */
    public Problem retryAfter(Duration wait) {
        getHeaders().set(HttpHeaders.RETRY_AFTER, RetryAfter.of(wait));
        return this;
    }

    /** @param field the field's name, possibly made up by the client; repeated only if it looks like a name */
    static ProblemDetail invalidBody(String field, String rule) {
        boolean nameable = NAME.matcher(field).matches();
        ProblemDetail body = body(ProblemCode.INVALID_REQUEST, (nameable ? field : "A field") + " " + rule);
        if (nameable) {
            body.setProperty("field", field);
        }
        return body;
    }

    static ProblemDetail body(ProblemCode code, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(code.status(), detail);
        body.setTitle(code.title());
        body.setProperty("code", code);
        return body;
    }
}
