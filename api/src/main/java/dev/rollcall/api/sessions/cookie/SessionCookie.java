package dev.rollcall.api.sessions.cookie;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.LiveSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The cookie that names a browser's session, {@code bc1.<session id>.<mac>}. It is valid while the session is live. */
@Component
public class SessionCookie {

    private static final String NAME = "rollcall";
    private static final String PREFIX = "bc1.";

    private static final int MOST_ROLES = 100_000;

    /** Not longer, because an operator may have changed a role in the database. */
    private static final Duration ROLES_KEPT = Duration.ofMinutes(1);

    private final SignedCookies cookies;
    private final SessionChecks checks;
    private final Accounts accounts;
    private final Clock clock;

    /**
     * Whoever disables or removes an account ends its sessions in the same transaction, so that a role lasts as long as
     * the session.
     */
    private final Cache<SessionId, Role> roles = Caffeine.newBuilder()
            .maximumSize(MOST_ROLES)
            .expireAfterWrite(ROLES_KEPT)
            .build();

    SessionCookie(SignedCookies cookies, SessionChecks checks, Accounts accounts, Clock clock) {
        this.cookies = cookies;
        this.checks = checks;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Returns how many cookies of this name the request has: another host of the domain can add one without TLS. */
    public int count(HttpServletRequest request) {
        return cookies.count(request, NAME);
    }

    /** Returns the session that the cookie names, live or not. */
    public Optional<SessionId> sessionOf(HttpServletRequest request) {
        return cookies.read(request, NAME)
                .filter(content -> content.startsWith(PREFIX))
                .flatMap(content -> SessionId.parse(content.substring(PREFIX.length())));
    }

    /** Returns the caller if the session is live. This does not count as use of the session. */
    public Optional<Caller> callerOf(HttpServletRequest request) {
        return sessionOf(request).flatMap(checks::find).map(this::caller);
    }

    /** The user name is the user id, because only users with an account here get this cookie. */
    private Caller caller(LiveSession session) {
        return new Caller(session, session.userId().value(), roleOf(session), null, null);
    }

    /** Holds no lock while it asks the database, so that requests can share a query. */
    private Role roleOf(LiveSession session) {
        Role role = roles.getIfPresent(session.sessionId());
        if (role == null) {
            role = accounts.roleOf(session.userId());
            roles.put(session.sessionId(), role);
        }
        return role;
    }

    /** @param session has just started; the browser keeps the cookie until its absolute timeout */
    public void set(HttpServletRequest request, HttpServletResponse response, SessionId session) {
        LiveSession live = checks.find(session).orElseThrow(() -> checks.ended(session));
        Duration rest = Duration.between(clock.instant(), live.absoluteExpiresAt());
        cookies.write(request, response, NAME, PREFIX + session, rest);
    }

    public void clear(HttpServletRequest request, HttpServletResponse response) {
        cookies.clear(request, response, NAME);
    }
}
