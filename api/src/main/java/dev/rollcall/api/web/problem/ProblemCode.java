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
    INVALID_CREDENTIALS(HttpStatus.UNAUTHORIZED, "The user name or password is wrong", "Bearer"),
    INVALID_CLIENT(HttpStatus.UNAUTHORIZED, "The client is unknown or its secret is wrong", "Basic realm=\"rollcall\""),
    SESSION_ENDED(HttpStatus.UNAUTHORIZED, "The session has ended", "Bearer error=\"invalid_token\""),
    INSUFFICIENT_USER_AUTHENTICATION(
            HttpStatus.UNAUTHORIZED, "A recent login is required", "Bearer error=\"insufficient_user_authentication\""),
    FORBIDDEN(HttpStatus.FORBIDDEN, "This is not allowed"),
    SESSION_REQUIRED(HttpStatus.FORBIDDEN, "A live session is required"),
    USER_MISMATCH(HttpStatus.FORBIDDEN, "This belongs to another user"),
    ORIGIN_NOT_ALLOWED(HttpStatus.FORBIDDEN, "This origin may not use the cookie"),
    ACCOUNT_DISABLED(HttpStatus.FORBIDDEN, "The account is disabled"),
    PASSWORD_CHANGE_REQUIRED(HttpStatus.FORBIDDEN, "The password has to be changed first"),
    INVALID_RESET_CODE(HttpStatus.FORBIDDEN, "The code to reset a password is not valid"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this path"),
    USER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such user"),
    SESSION_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such session"),
    PROJECTION_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such read model"),
    REBUILD_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such rebuild"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This method is not supported here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "None of the accepted media types can be served"),
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time"),
    CURRENT_SESSION_PROTECTED(HttpStatus.CONFLICT, "The current session cannot be ended here"),
    CURRENT_ACCOUNT_PROTECTED(HttpStatus.CONFLICT, "The current account cannot be changed like this"),
    ACCOUNT_REQUIRED(HttpStatus.CONFLICT, "An account with a password is required"),
    EMAIL_REQUIRED(HttpStatus.CONFLICT, "The account has no e-mail address"),
    MAIL_NOT_CONFIGURED(HttpStatus.CONFLICT, "No e-mail can be sent from here"),
    USER_EXISTS(HttpStatus.CONFLICT, "The user already exists"),
    SESSION_LIMIT_REACHED(HttpStatus.CONFLICT, "The session limit has been reached"),
    SIGNING_KEY_FROM_FILE(HttpStatus.CONFLICT, "The signing key comes from a file"),
    SWEEP_IN_PROGRESS(HttpStatus.CONFLICT, "A clean-up is under way"),
    REBUILD_IN_PROGRESS(HttpStatus.CONFLICT, "A rebuild is under way"),
    HISTORY_ARCHIVED(HttpStatus.GONE, "This part of the history is in files"),
    REQUEST_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The media type is not supported"),
    TOO_MANY_SESSION_STARTS(HttpStatus.TOO_MANY_REQUESTS, "Too many sessions were started"),
    TOO_MANY_LOGIN_ATTEMPTS(HttpStatus.TOO_MANY_REQUESTS, "Too many logins have failed"),
    TOO_MANY_CLIENT_ATTEMPTS(HttpStatus.TOO_MANY_REQUESTS, "Too many client secrets were wrong"),
    TOO_MANY_MAIL_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many e-mails were requested"),
    TOO_MANY_STREAMS(HttpStatus.TOO_MANY_REQUESTS, "This user has too many open streams"),
    WHAT_IF_IN_PROGRESS(HttpStatus.TOO_MANY_REQUESTS, "Another policy simulation is under way"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong"),
    SESSION_STATE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Session state is temporarily unavailable"),
    HISTORY_LOST(HttpStatus.SERVICE_UNAVAILABLE, "Acknowledged events are missing"),
    USER_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Too many requests for this user are waiting"),
    SERVER_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "The server is busy"),
    STREAMS_EXHAUSTED(HttpStatus.SERVICE_UNAVAILABLE, "No more streams can be opened on this node"),
    WHAT_IF_TIMED_OUT(HttpStatus.SERVICE_UNAVAILABLE, "The policy simulation took too long");

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

    /** Returns the code for an error of the framework or the container, which only know a status. */
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

    /** Returns the {@code WWW-Authenticate} header of a 401 (RFC 9110 section 11.6.1), or null for other statuses. */
    public @Nullable String challenge() {
        return challenge;
    }
}
