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
 * Caches the sessions that this node has read as live, and those that it knows to have ended, each up to a maximum
 * number. A session that ends while it is read is not cached: ended sessions are kept for longer than any read takes,
 * and when one is evicted because there are too many, no read that is under way is cached.
 *
 * <p>The cache belongs to one epoch. Each new connection that reads the feed of ended sessions begins another one,
 * since a session that was read before may have ended without this node knowing.
 */
@Component
class KnownSessions {

    private static final Duration LONGER_THAN_ANY_READ = Duration.ofMinutes(2);

    private final Cache<SessionId, Known> live;
    private final Cache<SessionId, Ending> ended;
    private final AtomicLong epoch = new AtomicLong();
    private final AtomicLong forgottenEndings = new AtomicLong();

    private record Known(LiveSession session, long epoch) {}

    /** @param why null until somebody asks for it */
    private record Ending(@Nullable EndedSession why) {}

    /** The state of the cache when a read of the database began. */
    record Reading(long epoch, long forgottenEndings) {}

    KnownSessions(ChecksProperties properties, MeterRegistry meters) {
        this.live = Caffeine.newBuilder()
                .maximumSize(properties.knownSessions())
                .recordStats()
                .executor(Runnable::run)
                .build();
        CaffeineCacheMetrics.monitor(meters, live, "sessions");
        this.ended = Caffeine.newBuilder()
                .maximumSize(properties.knownSessions())
                .expireAfterWrite(LONGER_THAN_ANY_READ)
                .evictionListener(this::onEviction)
                .executor(Runnable::run)
                .build();
    }

    private void onEviction(@Nullable SessionId sessionId, @Nullable Ending ending, RemovalCause cause) {
        if (cause == RemovalCause.SIZE) {
            forgottenEndings.incrementAndGet();
        }
    }

    @Nullable
    LiveSession find(SessionId sessionId) {
        Known known = live.getIfPresent(sessionId);
        return known != null && known.epoch() == epoch.get() ? known.session() : null;
    }

    /** Marks the beginning of a read. Call it before reading a session, and pass the result to {@link #remember}. */
    Reading begin() {
        return new Reading(epoch.get(), forgottenEndings.get());
    }

    /**
     * Caches a session that was read from the database, unless it may have ended since. The order of the checks
     * matters: an ended session leaves the cache only after the count or the epoch has advanced.
     */
    void remember(LiveSession session, Reading reading) {
        live.asMap()
                .compute(
                        session.sessionId(),
                        (sessionId, before) -> ended.getIfPresent(sessionId) == null && isCurrent(reading)
                                ? new Known(session, reading.epoch())
                                : null);
    }

    private boolean isCurrent(Reading reading) {
        return begin().equals(reading);
    }

    /** Changes a session in the cache, if it is there. */
    void update(SessionId sessionId, UnaryOperator<LiveSession> change) {
        live.asMap()
                .computeIfPresent(sessionId, (id, known) -> new Known(change.apply(known.session()), known.epoch()));
    }

    /** Removes a session from the cache, so that the next check reads it. */
    void forget(SessionId sessionId) {
        live.invalidate(sessionId);
    }

    void end(Collection<SessionId> sessionIds) {
        sessionIds.forEach(sessionId -> ended.asMap().putIfAbsent(sessionId, new Ending(null)));
        live.invalidateAll(sessionIds);
    }

    /** Caches why a session ended. */
    void end(EndedSession session) {
        ended.put(session.sessionId(), new Ending(session));
        live.invalidate(session.sessionId());
    }

    boolean hasEnded(SessionId sessionId) {
        return ended.getIfPresent(sessionId) != null;
    }

    /** Returns why a session ended; empty if it did not end, or the reason is not cached. */
    Optional<EndedSession> whyEnded(SessionId sessionId) {
        return Optional.ofNullable(ended.getIfPresent(sessionId)).map(Ending::why);
    }

    /** Forgets everything, including the reads under way. */
    void beginEpoch() {
        epoch.incrementAndGet();
        live.invalidateAll();
        ended.invalidateAll();
    }
}
