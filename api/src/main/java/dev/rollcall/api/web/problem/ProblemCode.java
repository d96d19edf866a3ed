package dev.rollcall.api.web.problem;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The stable codes of all errors, with their status and title. */
public enum ProblemCode {
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid"),
    TOKEN_REQUIRED(HttpStatus.UNAUTHORIZED, "An access token is required", "Bearer"),
    INVALID_TOKEN(HttpStatus.UNAUTHORIZED, "The token is not valid", "Bearer error=\"invalid_token\""),
    INVALID_CREDENTIALS(HttpStatus.UNAUTHORIZED, "User name or password is wrong", "Bearer"),
    INVALID_CLIENT(
            HttpStatus.UNAUTHORIZED, "The client is not known or its secret is wrong", "Basic realm=\"rollcall\""),
    SESSION_ENDED(HttpStatus.UNAUTHORIZED, "The session has ended", "Bearer error=\"invalid_token\""),
    INSUFFICIENT_USER_AUTHENTICATION(
            HttpStatus.UNAUTHORIZED, "This takes a recent log-in", "Bearer error=\"insufficient_user_authentication\""),
    FORBIDDEN(HttpStatus.FORBIDDEN, "This is not allowed"),
    SESSION_REQUIRED(HttpStatus.FORBIDDEN, "A live session is required"),
    USER_MISMATCH(HttpStatus.FORBIDDEN, "This belongs to another user"),
    ACCOUNT_DISABLED(HttpStatus.FORBIDDEN, "The account is disabled"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    USER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such user"),
    SESSION_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such session"),
    PROJECTION_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such read model"),
    REBUILD_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such rebuild"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This method is not supported here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The accepted media types cannot be served"),
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time"),
    CURRENT_SESSION_PROTECTED(HttpStatus.CONFLICT, "The current session cannot be ended here"),
    CURRENT_ACCOUNT_PROTECTED(HttpStatus.CONFLICT, "The current account cannot be disabled or removed"),
    ACCOUNT_REQUIRED(HttpStatus.CONFLICT, "This takes an account with a password"),
    USER_EXISTS(HttpStatus.CONFLICT, "There is such a user already"),
    SESSION_LIMIT_REACHED(HttpStatus.CONFLICT, "The session limit is reached"),
    SIGNING_KEY_FROM_FILE(HttpStatus.CONFLICT, "The signing key comes from a file"),
    SWEEP_IN_PROGRESS(HttpStatus.CONFLICT, "A sweep is under way"),
    REBUILD_IN_PROGRESS(HttpStatus.CONFLICT, "A rebuild is under way"),
    REQUEST_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The media type is not supported"),
    TOO_MANY_SESSION_STARTS(HttpStatus.TOO_MANY_REQUESTS, "Too many sessions were started"),
    TOO_MANY_LOGIN_ATTEMPTS(HttpStatus.TOO_MANY_REQUESTS, "Too many log-ins have failed"),
    TOO_MANY_CLIENT_ATTEMPTS(HttpStatus.TOO_MANY_REQUESTS, "Too many secrets of clients were wrong"),
    TOO_MANY_STREAMS(HttpStatus.TOO_MANY_REQUESTS, "Too many streams of this user are open"),
    WHAT_IF_IN_PROGRESS(HttpStatus.TOO_MANY_REQUESTS, "Another what-if is under way"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here"),
    SESSION_STATE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The state of sessions cannot be read or changed now"),
    USER_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Too much is under way for this user now"),
    SERVER_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Too much is under way here now"),
    STREAMS_EXHAUSTED(HttpStatus.SERVICE_UNAVAILABLE, "No more streams can be opened here now"),
    WHAT_IF_TIMED_OUT(HttpStatus.SERVICE_UNAVAILABLE, "The what-if took too long");

    private final HttpStatus status;
    private final String title;
    private final @Nullable String challenge;

    ProblemCode(HttpStatus status, String title) {
        this(status, title, null);
    }

    ProblemCode(HttpStatus status, String title, @Nullable String challenge) {
        this.status = status;
        this.title = title;
        this.challenge = challenge;
    }

    /** The code for a refusal by the framework or the container, which know statuses only. */
    public static ProblemCode of(HttpStatusCode status) {
        return Arrays.stream(values())
                .filter(code -> code.status == status && status != HttpStatus.UNAUTHORIZED)
                .findFirst()
                .orElse(INVALID_REQUEST);
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The {@code WWW-Authenticate} header that a 401 must carry (RFC 9110 section 11.6.1); null for other statuses. */
    public @Nullable String challenge() {
        return challenge;
    }
}
