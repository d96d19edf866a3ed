package dev.rollcall.api.sessions.stream;

import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.LiveSessions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Reads which sessions are live, and has every stream send what its client does not know yet: at once for a user whose
 * sessions have changed, and for all streams every 400 ms (up to 2 s with very many), since sessions time out and other
 * nodes start some. If the sessions cannot be read, the streams end, so that clients reconnect and are told why they
 * are refused.
 *
 * <p>Stops before the web server, which waits for open responses.
 */
@Component
class LiveUpdates implements SmartLifecycle {

    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(LiveUpdates.class);

    private static final int BATCH = 500;

    private static final long PAUSE_MILLIS = 400;

    /** Reading takes at most a fifth of the time, except where the pause would exceed the longest one. */
    private static final long PAUSES_PER_LOOK = 4;

    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /** Streams end if the last complete read began longer ago than this, as when the network loses a query. */
    private static final long STALE_MILLIS = 8_000;

    private final OpenStreams streams;
    private final LiveSessions sessions;
    private final EventTexts texts;
    private final Clock clock;
    private final Set<UserId> requested = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService reader =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("live-reader-"));
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("live-heart-"));

    private volatile long lookedAt;
    private volatile boolean running;

    LiveUpdates(OpenStreams streams, LiveSessions sessions, EventTexts texts, Clock clock) {
        this.streams = streams;
        this.sessions = sessions;
        this.texts = texts;
        this.clock = clock;
    }

    /** Reads this user's sessions soon, if they matter to a stream. */
    void lookAt(UserId user) {
        if (!streams.of(user).isEmpty() && requested.add(user)) {
            try {
                reader.execute(this::lookAtRequested);
            } catch (RejectedExecutionException stopping) {
                log.debug("Did not read the sessions of a user while stopping", stopping);
            }
        }
    }

    @Override
    public void start() {
        running = true;
        lookedAt = clock.millis();
        reader.schedule(this::lookAtAll, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        heart.scheduleWithFixedDelay(this::endStale, 1, 1, TimeUnit.SECONDS);
        heart.scheduleWithFixedDelay(this::beat, HEARTBEAT.toSeconds(), HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        running = false;
        streams.close();
        reader.shutdown();
        heart.shutdown();
        streams.all().forEach(LiveStream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void lookAtAll() {
        long begunAt = clock.millis();
        List<LiveStream> all = new ArrayList<>(streams.all());
        for (int next = 0; next < all.size(); next += BATCH) {
            look(all.subList(next, Math.min(all.size(), next + BATCH)));
            lookAtRequested();
        }
        lookedAt = begunAt;
        long took = clock.millis() - begunAt;
        long pause = Math.max(PAUSE_MILLIS, Math.min(LONGEST_PAUSE_MILLIS, PAUSES_PER_LOOK * took));
        if (running) {
            reader.schedule(this::lookAtAll, pause, TimeUnit.MILLISECONDS);
        }
    }

    private void lookAtRequested() {
        Set<UserId> users = Set.copyOf(requested);
        requested.removeAll(users);
        look(users.stream()
                .flatMap(user -> streams.of(user).stream())
                .distinct()
                .toList());
    }

    /** Leaves out streams that begin during the read: they may know sessions that started after it. */
    private void look(Collection<LiveStream> some) {
        List<LiveStream> begun = some.stream().filter(LiveStream::hasBegun).toList();
        if (begun.isEmpty()) {
            return;
        }
        try {
            Map<UserId, List<LiveSession>> live = read(begun);
            begun.forEach(stream -> stream.tell(live, texts));
        } catch (RuntimeException failure) {
            log.warn("Cannot read the sessions for open streams; these streams end: {}", failure.getMessage());
            log.debug("The failure", failure);
            begun.forEach(LiveStream::end);
        }
    }

    private Map<UserId, List<LiveSession>> read(List<LiveStream> begun) {
        Set<UserId> users =
                begun.stream().flatMap(stream -> stream.users().stream()).collect(Collectors.toSet());
        return sessions.ofUsers(users).stream().collect(Collectors.groupingBy(LiveSession::userId));
    }

    private void endStale() {
        if (clock.millis() - lookedAt > STALE_MILLIS) {
            streams.all().forEach(LiveStream::end);
        }
    }

    private void beat() {
        streams.all().forEach(LiveStream::beat);
    }
}
