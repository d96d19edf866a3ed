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
 * Finds the session that was started with a log-in at an identity provider, whose tokens name no session of ours. Of
 * several it is the oldest live one: that stays the same for as long as it lives, so every node may remember it.
 */
@Component
public class SsoSessions {

    /** What ended before so many sessions, each of which began before the one before it ended, ends the stretch as well. */
    private static final int LONGEST_STRETCH = 100;

    private record Login(UserId userId, String loginId) {}

    /**
     * For how long a log-in has not been without a live session.
     *
     * @param oldest of its live sessions
     * @param endedBefore the last session that ended before; null if there was none
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
     * The live session of a token that names a log-in, whose use is recorded.
     *
     * @param tokenIssuedAt a session that ended since then takes the token with it; one that ended before does not keep
     *     a user from coming back who has signed in anew
     * @return empty if the log-in has started none since
     * @throws Problem {@code SESSION_ENDED}
     */
    public Optional<LiveSession> find(UserId userId, String loginId, Instant tokenIssuedAt) {
        return oldest(new Login(userId, loginId), tokenIssuedAt).map(this::use);
    }

    /**
     * As {@link #find}, but of several live sessions of the log-in the one that the client names. What it names is looked
     * at only where the log-in itself is good: no name of a session makes up for a log-in that ended.
     *
     * @return empty also if what is named is no session of this log-in
     * @throws Problem {@code SESSION_ENDED} also if it is a session of this user that ended
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

    /** @throws Problem {@code SESSION_ENDED} if the log-in ended since; not if it never had a session */
    public void requireNotEnded(UserId userId, String loginId, Instant tokenIssuedAt) {
        oldest(new Login(userId, loginId), tokenIssuedAt);
    }

    /**
     * As {@link #requireNotEnded}, as the current transaction sees it, whatever is remembered here.
     *
     * @throws Problem {@code SESSION_ENDED}
     */
    public void requireNotEndedNow(UserId userId, String loginId, Instant tokenIssuedAt) {
        Instant now = clock.instant();
        List<String> called = names.allOf(userId, loginId);
        List<LiveSession> notEnded = liveSessions.notEndedOfLogin(userId, called);
        Optional<LiveSession> oldest =
                notEnded.stream().filter(session -> session.isLiveAt(now)).findFirst();
        if (oldest.isPresent()) {
            require(stretch(oldest.get(), called), tokenIssuedAt);
        } else {
            throwIfEndedSince(tokenIssuedAt, notEnded, userId, called);
        }
    }

    private LiveSession use(LiveSession session) {
        return checks.use(session).orElseThrow(() -> checks.ended(session.sessionId()));
    }

    /** Which log-in a session was started with never changes. */
    private boolean isOf(SessionId session, Login login) {
        return login.equals(loginsOfSessions.getIfPresent(session))
                || notEnded(login, names.allOf(login.userId(), login.loginId())).stream()
                        .anyMatch(found -> found.sessionId().equals(session));
    }

    /** @param called what the log-in may be called in tables */
    private List<LiveSession> notEnded(Login login, List<String> called) {
        List<LiveSession> notEnded = liveSessions.notEndedOfLogin(login.userId(), called);
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
        List<String> called = names.allOf(login.userId(), login.loginId());
        List<LiveSession> notEnded = notEnded(login, called);
        for (LiveSession candidate : notEnded) {
            Optional<LiveSession> live = live(candidate.sessionId(), login);
            if (live.isPresent()) {
                Stretch stretch = stretch(candidate, called);
                known.put(login, stretch);
                require(stretch, tokenIssuedAt);
                return live;
            }
        }
        known.invalidate(login);
        throwIfEndedSince(tokenIssuedAt, notEnded, login.userId(), called);
        return Optional.empty();
    }

    /** A token from before the stretch ended with a session then, and does not come back with those of later tokens. */
    private void require(Stretch stretch, Instant tokenIssuedAt) {
        EndedSession ended = stretch.endedBefore();
        if (ended != null && !tokenIssuedAt.isAfter(ended.endedAt())) {
            throw problems.ended(ended);
        }
    }

    /** Goes back through sessions each of which was live when the next one started. */
    private Stretch stretch(LiveSession oldest, List<String> called) {
        Instant since = oldest.startedAt();
        List<EndedSession> lastFirst = endedSessions.lastOfLogin(oldest.userId(), called, LONGEST_STRETCH);
        for (EndedSession ended : lastFirst) {
            if (ended.endedAt().isBefore(since)) {
                return new Stretch(oldest.sessionId(), ended);
            }
            Instant started = ended.sessionId().madeAt();
            since = started.isBefore(since) ? started : since;
        }
        EndedSession farthest = lastFirst.size() < LONGEST_STRETCH ? null : lastFirst.get(LONGEST_STRETCH - 1);
        return new Stretch(oldest.sessionId(), farthest);
    }

    private Optional<LiveSession> live(SessionId session, Login login) {
        return checks.find(session).filter(found -> found.userId().equals(login.userId()));
    }

    private void throwIfEndedSince(
            Instant tokenIssuedAt, List<LiveSession> notEnded, UserId userId, List<String> called) {
        endingSince(tokenIssuedAt, notEnded, userId, called).ifPresent(ended -> {
            throw ended;
        });
    }

    private Optional<Problem> endingSince(
            Instant tokenIssuedAt, List<LiveSession> notEnded, UserId userId, List<String> called) {
        Instant now = clock.instant();
        return notEnded.stream()
                .filter(expired -> !expired.isLiveAt(now) && !tokenIssuedAt.isAfter(expired.expiresAt()))
                .findFirst()
                .map(problems::expired)
                .or(() -> endedSessions.lastOfLogin(userId, called, 1).stream()
                        .findFirst()
                        .filter(ended -> !tokenIssuedAt.isAfter(ended.endedAt()))
                        .map(problems::ended));
    }
}
