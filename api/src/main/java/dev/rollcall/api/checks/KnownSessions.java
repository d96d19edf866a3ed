package dev.rollcall.api.checks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.LiveSession;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The sessions that this node has seen live, up to a number. A session that was read while it ended is not remembered:
 * endings are kept in mind for longer than any read takes.
 */
@Component
class KnownSessions {

    private static final Duration LONGER_THAN_ANY_READ = Duration.ofMinutes(2);

    private final Cache<SessionId, LiveSession> live;
    private final Cache<SessionId, Boolean> ended;

    KnownSessions(ChecksProperties properties, MeterRegistry meters) {
        this.live = Caffeine.newBuilder()
                .maximumSize(properties.knownSessions())
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, live, "sessions");
        this.ended =
                Caffeine.newBuilder().expireAfterWrite(LONGER_THAN_ANY_READ).build();
    }

    @Nullable
    LiveSession find(SessionId sessionId) {
        return live.getIfPresent(sessionId);
    }

    /** Remembers a session as it was read from the database. */
    void remember(LiveSession session) {
        live.put(session.sessionId(), session);
        if (ended.getIfPresent(session.sessionId()) != null) {
            live.invalidate(session.sessionId());
        }
    }

    /** Changes what is remembered of a session, if anything is. */
    void update(SessionId sessionId, Function<LiveSession, LiveSession> change) {
        live.asMap().computeIfPresent(sessionId, (id, session) -> change.apply(session));
    }

    void end(Collection<SessionId> sessionIds) {
        sessionIds.forEach(sessionId -> ended.put(sessionId, true));
        live.invalidateAll(sessionIds);
    }
}
