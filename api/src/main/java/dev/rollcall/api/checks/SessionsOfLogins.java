package dev.rollcall.api.checks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.api.problem.Problem;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.EndedSessions;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.LiveSessions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds the session that was started with a log-in at an identity provider, whose tokens name no session of ours. Of
 * several it is the oldest live one: that stays the same for as long as it lives, so every node may remember it.
 */
@Component
public class SessionsOfLogins {

    private record Login(UserId userId, String loginId) {}

    private final Cache<Login, SessionId> known;
    private final SessionChecks checks;
    private final LiveSessions liveSessions;
    private final EndedSessions endedSessions;
    private final EndedSessionProblems problems;
    private final Clock clock;

    SessionsOfLogins(
            SessionChecks checks,
            LiveSessions liveSessions,
            EndedSessions endedSessions,
            EndedSessionProblems problems,
            Clock clock,
            ChecksProperties properties,
            MeterRegistry meters) {
        this.known = Caffeine.newBuilder()
                .maximumSize(properties.knownSessions())
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, known, "sessions-of-logins");
        this.checks = checks;
        this.liveSessions = liveSessions;
        this.endedSessions = endedSessions;
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * The live session, whose use is recorded.
     *
     * @param tokenIssuedAt a session that ended since then takes the token with it; one that ended before does not keep
     *     a user from coming back who has signed in anew
     * @return empty if the log-in has started none since
     * @throws Problem {@code SESSION_ENDED}
     */
    public Optional<LiveSession> find(UserId userId, String loginId, Instant tokenIssuedAt) {
        Login login = new Login(userId, loginId);
        SessionId remembered = known.getIfPresent(login);
        Optional<LiveSession> live = Optional.ofNullable(remembered).flatMap(id -> checks.findAndUse(id, userId));
        return live.isPresent() ? live : read(login, tokenIssuedAt);
    }

    private Optional<LiveSession> read(Login login, Instant tokenIssuedAt) {
        List<LiveSession> notEnded = liveSessions.notEndedOfLogin(login.userId(), login.loginId());
        for (LiveSession candidate : notEnded) {
            Optional<LiveSession> live = checks.findAndUse(candidate.sessionId(), login.userId());
            if (live.isPresent()) {
                known.put(login, candidate.sessionId());
                return live;
            }
        }
        known.invalidate(login);
        endingSince(tokenIssuedAt, notEnded, login).ifPresent(ended -> {
            throw ended;
        });
        return Optional.empty();
    }

    private Optional<Problem> endingSince(Instant tokenIssuedAt, List<LiveSession> notEnded, Login login) {
        Instant now = clock.instant();
        return notEnded.stream()
                .filter(expired -> !expired.isLiveAt(now) && !tokenIssuedAt.isAfter(expired.expiresAt()))
                .findFirst()
                .map(problems::expired)
                .or(() -> endedSessions
                        .lastOfLogin(login.userId(), login.loginId())
                        .filter(ended -> !tokenIssuedAt.isAfter(ended.endedAt()))
                        .map(problems::ended));
    }
}
