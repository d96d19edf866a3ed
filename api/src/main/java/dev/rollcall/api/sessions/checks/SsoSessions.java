package dev.rollcall.api.sessions.checks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.api.privacy.LoginNames;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.EndedSession;
import dev.rollcall.query.livesessions.EndedSessions;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.LiveSessions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the session that was started with a login at an identity provider, whose tokens do not name our sessions. If
 * there are several, it is the oldest live one: it stays the oldest for as long as it lives, so every node may cache
 * it.
 */
@Component
public class SsoSessions {

    /**
     * The most ended sessions that are searched for the last one before a stretch. If it is not among them, the one
     * that was searched last takes its place.
     */
    private static final int LONGEST_STRETCH = 100;

    private record Login(UserId userId, String loginId) {}

    /**
     * The period in which a login has had a live session without interruption.
     *
     * @param oldest the oldest of its live sessions
     * @param endedBefore the last session that ended before that period; null if there was none
     */
    private record Stretch(SessionId oldest, @Nullable EndedSession endedBefore) {}

    private final Cache<Login, Stretch> known;
    private final Cache<SessionId, Login> loginsOfSessions;
    private final SessionChecks checks;
    private final LiveSessions liveSessions;
    private final EndedSessions endedSessions;
    private final EndedSessionProblems problems;
    private final LoginNames names;
    private final Clock clock;

    SsoSessions(
            SessionChecks checks,
            LiveSessions liveSessions,
            EndedSessions endedSessions,
            EndedSessionProblems problems,
            LoginNames names,
            Clock clock,
            ChecksProperties properties,
            MeterRegistry meters) {
        this.known = Caffeine.newBuilder()
                .maximumSize(properties.knownSessions())
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, known, "sessions-of-logins");
        this.loginsOfSessions =
                Caffeine.newBuilder().maximumSize(properties.knownSessions()).build();
        this.checks = checks;
        this.liveSessions = liveSessions;
        this.endedSessions = endedSessions;
        this.problems = problems;
        this.names = names;
        this.clock = clock;
    }

    /**
     * Returns the live session of a token that names a login, and records its use.
     *
     * @param tokenIssuedAt a token is refused if the last live session of the login ended after the token was issued,
     *     even if a later token has started another one; a session that ended before does not keep out a user who
     *     logged in again
     * @return empty if the login has no live session
     * @throws Problem {@code SESSION_ENDED} if the token is refused
     */
    public Optional<LiveSession> find(UserId userId, String loginId, Instant tokenIssuedAt) {
        return oldest(new Login(userId, loginId), tokenIssuedAt).map(this::use);
    }

    /**
     * Like {@link #find}, but returns the one of several live sessions of the login that the client names. The login is
     * checked first: naming a session does not help if the login has ended.
     *
     * @return empty also if the named session does not belong to this login
     * @throws Problem {@code SESSION_ENDED} also if the named session is this user's and has ended
     */
    public Optional<LiveSession> findNamed(SessionId named, UserId userId, String loginId, Instant tokenIssuedAt) {
        Login login = new Login(userId, loginId);
        oldest(login, tokenIssuedAt);
        Optional<LiveSession> live = live(named, login);
        if (live.isEmpty()) {
            checks.whyEnded(named, userId).ifPresent(ended -> {
                throw ended;
            });
        }
        return live.filter(session -> isOf(named, login)).map(this::use);
    }

    /** @throws Problem {@code SESSION_ENDED} if the login has ended since; not if it never had a session */
    public void requireNotEnded(UserId userId, String loginId, Instant tokenIssuedAt) {
        oldest(new Login(userId, loginId), tokenIssuedAt);
    }

    /**
     * Like {@link #requireNotEnded}, but reads in the current transaction and does not use the cache.
     *
     * @throws Problem {@code SESSION_ENDED}
     */
    public void requireNotEndedNow(UserId userId, String loginId, Instant tokenIssuedAt) {
        Instant now = clock.instant();
        List<String> loginNames = names.allOf(userId, loginId);
        List<LiveSession> notEnded = liveSessions.notEndedOfLogin(userId, loginNames);
        Optional<LiveSession> oldest =
                notEnded.stream().filter(session -> session.isLiveAt(now)).findFirst();
        if (oldest.isPresent()) {
            require(stretch(oldest.get(), loginNames), tokenIssuedAt);
        } else {
            throwIfEndedSince(tokenIssuedAt, notEnded, userId, loginNames);
        }
    }

    private LiveSession use(LiveSession session) {
        return checks.use(session).orElseThrow(() -> checks.ended(session.sessionId()));
    }

    /** Looks in the cache first, which is safe: the login of a session never changes. */
    private boolean isOf(SessionId session, Login login) {
        return login.equals(loginsOfSessions.getIfPresent(session))
                || notEnded(login, names.allOf(login.userId(), login.loginId())).stream()
                        .anyMatch(found -> found.sessionId().equals(session));
    }

    /** @param loginNames the names that the login may have in tables */
    private List<LiveSession> notEnded(Login login, List<String> loginNames) {
        List<LiveSession> notEnded = liveSessions.notEndedOfLogin(login.userId(), loginNames);
        notEnded.forEach(session -> loginsOfSessions.put(session.sessionId(), login));
        return notEnded;
    }

    private Optional<LiveSession> oldest(Login login, Instant tokenIssuedAt) {
        Stretch remembered = known.getIfPresent(login);
        Optional<LiveSession> live = Optional.ofNullable(remembered).flatMap(stretch -> live(stretch.oldest(), login));
        if (remembered == null || live.isEmpty()) {
            return read(login, tokenIssuedAt);
        }
        require(remembered, tokenIssuedAt);
        return live;
    }

    private Optional<LiveSession> read(Login login, Instant tokenIssuedAt) {
        List<String> loginNames = names.allOf(login.userId(), login.loginId());
        List<LiveSession> notEnded = notEnded(login, loginNames);
        for (LiveSession candidate : notEnded) {
            Optional<LiveSession> live = live(candidate.sessionId(), login);
            if (live.isPresent()) {
                Stretch stretch = stretch(candidate, loginNames);
                known.put(login, stretch);
                require(stretch, tokenIssuedAt);
                return live;
            }
        }
        known.invalidate(login);
        throwIfEndedSince(tokenIssuedAt, notEnded, login.userId(), loginNames);
        return Optional.empty();
    }

    /** Refuses a token from before the stretch: it ended with a session then, and later tokens do not revive it. */
    private void require(Stretch stretch, Instant tokenIssuedAt) {
        EndedSession ended = stretch.endedBefore();
        if (ended != null && !tokenIssuedAt.isAfter(ended.endedAt())) {
            throw problems.ended(ended);
        }
    }

    /** Goes back through the ended sessions, as long as each was still live when the next one started. */
    private Stretch stretch(LiveSession oldest, List<String> loginNames) {
        Instant since = oldest.startedAt();
        List<EndedSession> lastEndedFirst = endedSessions.lastOfLogin(oldest.userId(), loginNames, LONGEST_STRETCH);
        for (EndedSession ended : lastEndedFirst) {
            if (ended.endedAt().isBefore(since)) {
                return new Stretch(oldest.sessionId(), ended);
            }
            Instant started = ended.sessionId().madeAt();
            since = started.isBefore(since) ? started : since;
        }
        EndedSession farthest =
                lastEndedFirst.size() < LONGEST_STRETCH ? null : lastEndedFirst.get(LONGEST_STRETCH - 1);
        return new Stretch(oldest.sessionId(), farthest);
    }

    private Optional<LiveSession> live(SessionId session, Login login) {
        return checks.find(session).filter(found -> found.userId().equals(login.userId()));
    }

    private void throwIfEndedSince(
            Instant tokenIssuedAt, List<LiveSession> notEnded, UserId userId, List<String> loginNames) {
        endingSince(tokenIssuedAt, notEnded, userId, loginNames).ifPresent(ended -> {
            throw ended;
        });
    }

    private Optional<Problem> endingSince(
            Instant tokenIssuedAt, List<LiveSession> notEnded, UserId userId, List<String> loginNames) {
        Instant now = clock.instant();
        return notEnded.stream()
                .filter(expired -> !expired.isLiveAt(now) && !tokenIssuedAt.isAfter(expired.expiresAt()))
                .findFirst()
                .map(problems::expired)
                .or(() -> endedSessions.lastOfLogin(userId, loginNames, 1).stream()
                        .findFirst()
                        .filter(ended -> !tokenIssuedAt.isAfter(ended.endedAt()))
                        .map(problems::ended));
    }
}
