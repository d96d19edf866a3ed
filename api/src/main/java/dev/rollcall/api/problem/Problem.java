package dev.rollcall.api.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An error that is answered as RFC 9457 problem, with a member {@code code}. */
public class Problem extends ErrorResponseException {

    private static final long serialVersionUID = 1;

    private final ProblemCode code;

    public Problem(ProblemCode code, String detail) {
        this(code, detail, null);
    }

    public Problem(ProblemCode code, String detail, @Nullable Throwable cause) {
        super(code.status(), body(code, detail), cause);
        this.code = code;
        if (code.challenge() != null) {
            getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, code.challenge());
        }
    }

    /** A request whose named field or parameter breaks a rule. */
    public static Problem invalid(String field, String rule) {
        return new Problem(ProblemCode.INVALID_REQUEST, field + " " + rule).with("field", field);
    }

    public ProblemCode code() {
        return code;
    }

    /** Adds an extension member. */
    public Problem with(String member, @Nullable Object value) {
        getBody().setProperty(member, value);
        return this;
    }

    static ProblemDetail body(ProblemCode code, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(code.status(), detail);
        body.setTitle(code.title());
        body.setProperty("code", code);
        return body;
    }
}
