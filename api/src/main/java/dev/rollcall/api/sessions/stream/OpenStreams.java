package dev.rollcall.api.sessions.stream;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The streams that are open on this node, up to a limit. */
@Component
class OpenStreams {

    /** Within this time, the node notices that a client is gone. */
    private static final Duration RETRY = LiveUpdates.HEARTBEAT.multipliedBy(2);

    private final int max;
    private final int maxPerUser;
    private final Set<LiveStream> all = ConcurrentHashMap.newKeySet();
    private final Map<UserId, Set<LiveStream>> byUser = new ConcurrentHashMap<>();
    private boolean stopping;

    OpenStreams(StreamRoom room, LiveProperties settings, MeterRegistry meters) {
        this.max = room.streams();
        this.maxPerUser = settings.maxStreamsPerUser();
        Gauge.builder("rollcall.live.streams", all, Set::size)
                .description("Open streams of session events")
                .register(meters);
    }

    /** @throws Problem {@code STREAMS_EXHAUSTED}, {@code TOO_MANY_STREAMS} */
    synchronized void add(LiveStream stream) {
        if (stopping || all.size() >= max) {
            throw new Problem(ProblemCode.STREAMS_EXHAUSTED, "Try again in a moment, or list sessions instead.")
                    .retryAfter(stopping ? Duration.ofSeconds(1) : RETRY);
        }
        if (openedBy(stream.openedBy()) >= maxPerUser) {
            throw new Problem(ProblemCode.TOO_MANY_STREAMS, "Close another stream first; one per device is enough.")
                    .retryAfter(RETRY);
        }
        all.add(stream);
        stream.users().forEach(user -> byUser.merge(user, Set.of(stream), OpenStreams::union));
    }

    synchronized void remove(LiveStream stream) {
        if (all.remove(stream)) {
            stream.users().forEach(user -> byUser.computeIfPresent(user, (key, streams) -> without(stream, streams)));
        }
    }

    /** Refuses new streams from now on. */
    synchronized void close() {
        stopping = true;
    }

    Collection<LiveStream> all() {
        return List.copyOf(all);
    }

    /** Returns the streams to which this user's sessions matter. */
    Set<LiveStream> of(UserId user) {
        return byUser.getOrDefault(user, Set.of());
    }

    private long openedBy(UserId user) {
        return of(user).stream()
                .filter(stream -> stream.openedBy().equals(user))
                .count();
    }

    private static Set<LiveStream> union(Set<LiveStream> some, Set<LiveStream> more) {
        Set<LiveStream> both = new HashSet<>(some);
        both.addAll(more);
        return Set.copyOf(both);
    }

    private static Set<LiveStream> without(LiveStream stream, Set<LiveStream> streams) {
        Set<LiveStream> others = new HashSet<>(streams);
        others.remove(stream);
        return Set.copyOf(others);
    }
}
