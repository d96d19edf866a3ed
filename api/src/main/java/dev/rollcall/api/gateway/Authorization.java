package dev.rollcall.api.gateway;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriUtils;

/**
 * The decision that a request may pass, and for whom.
 *
 * @param sessionId null for a bootstrap
 * @param bootstrap whether there is no session yet, and the request starts one
 * @param loginTime when the session started; null for a bootstrap
 */
record Authorization(
        Reason reason,
        UserId userId,
        @Nullable SessionId sessionId,
        boolean bootstrap,
        @Nullable Instant loginTime) {

    private static final String REASON = "X-Auth-Reason";

    /** What a header can hold unencoded. The percent sign is left out, because it begins an encoded character. */
    private static final Pattern PLAIN = Pattern.compile("[!-$&-~]+");

    /** Why a request may pass. */
    enum Reason {
        SESSION_LIVE,
        BOOTSTRAP
    }

    static Authorization of(LiveSession session) {
        return new Authorization(
                Reason.SESSION_LIVE, session.userId(), session.sessionId(), false, session.startedAt());
    }

    static Authorization bootstrap(UserId userId) {
        return new Authorization(Reason.BOOTSTRAP, userId, null, true, null);
    }

    /** Returns whether the gateway asks for JSON by name; otherwise it gets no body. */
    static boolean isWantedAsJson(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.APPLICATION_JSON_VALUE);
    }

    /** Adds a header that tells why a request may not pass. */
    static void addReason(RuntimeException refusal) {
        if (refusal instanceof Problem problem) {
            problem.getHeaders().set(REASON, problem.code().name());
        }
    }

    /**
     * Always sets all of these headers, even if empty, so that a gateway that copies them replaces every one that its
     * client has sent.
     */
    void writeTo(HttpServletResponse response) {
        response.setHeader("X-User-Id", plain(userId.value()));
        response.setHeader("X-Session-Id", sessionId == null ? "" : sessionId.value());
        response.setHeader("X-Session-Bootstrap", Boolean.toString(bootstrap));
        response.setHeader("X-Login-Time", loginTime == null ? "" : loginTime.toString());
        response.setHeader(REASON, reason.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Percent-encodes a user id that is not plain ASCII (as UTF-8), so that no two users look the same. */
    private static String plain(String userId) {
        return PLAIN.matcher(userId).matches() ? userId : UriUtils.encode(userId, StandardCharsets.UTF_8);
    }
}
