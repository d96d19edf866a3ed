package dev.rollcall.api.sessions.checks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.EndedSession;
import dev.rollcall.query.livesessions.LiveSession;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The sessions that this node has seen live, and those that it knows to have ended, each up to a number. A session that
 * was read while it ended is not remembered: endings are kept in mind for longer than any read takes, and where there
 * are too many of them, reads under way are not remembered at all.
 *
 * <p>All of it belongs to one epoch, which ends with the connection by which this node hears of endings. What was read in
 * an epoch before may have ended unheard.
 */
@Component
class KnownSessions {

    private static final Duration LONGER_THAN_ANY_READ = Duration.ofMinutes(2);

    private final Cache<SessionId, Known> live;
    private final Cache<SessionId, Ending> ended;
    private final AtomicLong epoch = new AtomicLong();
    private final AtomicLong forgottenEndings = new AtomicLong();

    private record Known(LiveSession session, long epoch) {}

    /** @param why null as long as nobody asked */
    private record Ending(@Nullable EndedSession why) {}

    /** When a read of the database began. */
    record Reading(long epoch, long forgottenEndings) {}

    KnownSessions(ChecksProperties properties, MeterRegistry meters) {
        this.live = Caffeine.newBuilder()
                .maximumSize(properties.knownSessions())
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, live, "sessions");
        this.ended = Caffeine.newBuilder()
                .maximumSize(properties.knownSessions())
                .expireAfterWrite(LONGER_THAN_ANY_READ)
                .evictionListener(this::forgotten)
                .executor(Runnable::run)
                .build();
    }

    private void forgotten(@Nullable SessionId sessionId, @Nullable Ending ending, RemovalCause cause) {
        if (cause == RemovalCause.SIZE) {
            forgottenEndings.incrementAndGet();
        }
    }

    @Nullable
    LiveSession find(SessionId sessionId) {
        Known known = live.getIfPresent(sessionId);
        return known != null && known.epoch() == epoch.get() ? known.session() : null;
    }

    /** To be called before a session is read that is to be remembered. */
    Reading begin() {
        return new Reading(epoch.get(), forgottenEndings.get());
    }

    /**
     * Remembers a session as it was read from the database, unless it may have ended since. The order matters: an ending
     * is missing here only after the count or the epoch went on.
     */
    void remember(LiveSession session, Reading reading) {
        live.asMap()
                .compute(
                        session.sessionId(),
                        (sessionId, before) -> ended.getIfPresent(sessionId) == null && isStill(reading)
                                ? new Known(session, reading.epoch())
                                : null);
    }

    private boolean isStill(Reading reading) {
        return begin().equals(reading);
    }

    /** Changes what is remembered of a session, if anything is. */
    void update(SessionId sessionId, UnaryOperator<LiveSession> change) {
        live.asMap()
                .computeIfPresent(sessionId, (id, known) -> new Known(change.apply(known.session()), known.epoch()));
    }

    void end(Collection<SessionId> sessionIds) {
        sessionIds.forEach(sessionId -> ended.asMap().putIfAbsent(sessionId, new Ending(null)));
        live.invalidateAll(sessionIds);
    }

    /** Remembers why a session ended. */
    void end(EndedSession session) {
        ended.put(session.sessionId(), new Ending(session));
        live.invalidate(session.sessionId());
    }

    boolean hasEnded(SessionId sessionId) {
        return ended.getIfPresent(sessionId) != null;
    }

    /** Why a session ended; empty if that is not known here, or it did not. */
    Optional<EndedSession> whyEnded(SessionId sessionId) {
        return Optional.ofNullable(ended.getIfPresent(sessionId)).map(Ending::why);
    }

    /** Forgets everything, what is being read at this moment included. */
    void beginEpoch() {
        epoch.incrementAndGet();
        live.invalidateAll();
        ended.invalidateAll();
    }
}
