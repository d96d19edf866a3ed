package dev.rollcall.client.problems;

import dev.rollcall.client.EndedSession;
import dev.rollcall.client.SessionEndedError;
import dev.rollcall.client.SessionStateUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a refused request is answered with (RFC 9457). The codes are those of Rollcall's own answers.
 *
 * @param status of the answer
 * @param challenge the header {@code WWW-Authenticate} (RFC 6750 section 3), or null
 * @param retryAfter the header {@code Retry-After} in seconds, or null
 * @param body the members
 */
public record ProblemBody(
        HttpStatus status,
        @Nullable String challenge,
        @Nullable String retryAfter,
        Map<String, Object> body) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    /** Returns the problem of a request that was not authenticated. */
    public static ProblemBody of(AuthenticationException failure) {
        Optional<EndedSession> ended = endedSession(failure);
        if (ended.isPresent()) {
            return sessionEnded(ended.get());
        }
        if (failure instanceof SessionStateUnavailableException) {
            return new ProblemBody(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    null,
                    "1",
                    body(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "SESSION_STATE_UNAVAILABLE",
                            "Session state is temporarily unavailable",
                            "Try again in a moment."));
        }
        if (failure instanceof OAuth2AuthenticationException refused) {
            return refused(refused);
        }
        return unauthorized(
                "Bearer",
                "TOKEN_REQUIRED",
                "An access token is required",
                "Send an access token in the header Authorization: Bearer.");
    }

    /** Returns the problem of a request that its session may not make. */
    public static ProblemBody forbidden() {
        return new ProblemBody(
                HttpStatus.FORBIDDEN,
                "Bearer error=\"insufficient_scope\"",
                null,
                body(HttpStatus.FORBIDDEN, "FORBIDDEN", "This is not allowed", "The user's role does not allow this."));
    }

    /** Returns the session whose end made an authentication fail, if that is the reason. */
    public static Optional<EndedSession> endedSession(AuthenticationException failure) {
        return failure.getCause() instanceof JwtValidationException invalid
                ? invalid.getErrors().stream()
                        .filter(SessionEndedError.class::isInstance)
                        .map(error -> ((SessionEndedError) error).session())
                        .findFirst()
                : Optional.empty();
    }

    /** Returns the body as JSON. */
    public byte[] json() {
        return JSON.writeValueAsBytes(body);
    }

    private static ProblemBody sessionEnded(EndedSession session) {
        ProblemBody problem = unauthorized(
                INVALID_TOKEN, "SESSION_ENDED", "The session has ended", EndReasons.sentence(session.reason()));
        problem.body.put("sessionId", session.sessionId());
        problem.body.put("reason", session.reason());
        problem.body.put("endedAt", session.endedAt().toString());
        return problem;
    }

    private static ProblemBody refused(OAuth2AuthenticationException refused) {
        if (refused.getError() instanceof BearerTokenError error && error.getHttpStatus() == HttpStatus.BAD_REQUEST) {
            return new ProblemBody(
                    HttpStatus.BAD_REQUEST,
                    "Bearer error=\"invalid_request\"",
                    null,
                    body(
                            HttpStatus.BAD_REQUEST,
                            "INVALID_REQUEST",
                            "The request is not valid",
                            "The request has more than one access token."));
        }
        return unauthorized(INVALID_TOKEN, "INVALID_TOKEN", "The token is not valid", "Get a new access token.");
    }

    private static ProblemBody unauthorized(String challenge, String code, String title, String detail) {
        return new ProblemBody(
                HttpStatus.UNAUTHORIZED, challenge, null, body(HttpStatus.UNAUTHORIZED, code, title, detail));
    }

    private static Map<String, Object> body(HttpStatus status, String code, String title, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", title);
        body.put("status", status.value());
        body.put("detail", detail);
        body.put("code", code);
        return body;
    }
}
