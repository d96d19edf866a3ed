package dev.rollcall.api.gateway;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
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
 * That a request may pass, and for whom.
 *
 * @param sessionId null for a bootstrap
 * @param bootstrap whether there is no session yet, and the request is to start one
 * @param loginTime when the session started; null for a bootstrap
 */
record Authorization(
        Reason reason,
        UserId userId,
        @Nullable SessionId sessionId,
        boolean bootstrap,
        @Nullable Instant loginTime) {

    private static final String REASON = "X-Auth-Reason";

    /** What can stand in a header as it is; the percent sign cannot, since it begins what is encoded. */
    private static final Pattern PLAIN = Pattern.compile("[!-$&-~]+");

    /** Why a request may pass. */
    enum Reason {
        SESSION_LIVE,
        BOOTSTRAP
    }

    static Authorization of(Caller caller) {
        Instant startedAt = caller.session().startedAt();
        return new Authorization(Reason.SESSION_LIVE, caller.userId(), caller.sessionId(), false, startedAt);
    }

    static Authorization bootstrap(UserId userId) {
        return new Authorization(Reason.BOOTSTRAP, userId, null, true, null);
    }

    /** Whoever does not ask for JSON by name has no use for a body. */
    static boolean isWantedAsJson(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.APPLICATION_JSON_VALUE);
    }

    /** Says in a header too why a request may not pass. */
    static void addReason(RuntimeException refusal) {
        if (refusal instanceof Problem problem) {
            problem.getHeaders().set(REASON, problem.code().name());
        }
    }

    /** All of them always, empty if need be: a gateway that copies them over those of its client leaves none of them. */
    void writeTo(HttpServletResponse response) {
        response.setHeader("X-User-Id", plain(userId.value()));
        response.setHeader("X-Session-Id", sessionId == null ? "" : sessionId.value());
        response.setHeader("X-Session-Bootstrap", Boolean.toString(bootstrap));
        response.setHeader("X-Login-Time", loginTime == null ? "" : loginTime.toString());
        response.setHeader(REASON, reason.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Percent-encoded UTF-8 if it is not plain ASCII, so that no two users look the same. */
    private static String plain(String userId) {
        return PLAIN.matcher(userId).matches() ? userId : UriUtils.encode(userId, StandardCharsets.UTF_8);
    }
}
