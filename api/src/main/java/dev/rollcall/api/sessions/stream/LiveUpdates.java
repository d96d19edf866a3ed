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
 * Looks which sessions are live now, and lets every stream tell what is different from what its client knows: at once
 * where somebody says that something happened, and a few times a second in any case, since time passes and other nodes
 * work. A stream that nobody can answer for is ended, so that its client comes back and is told why it cannot be let in.
 *
 * <p>Stops before the web server, which waits for open answers.
 */
@Component
class LiveUpdates implements SmartLifecycle {

    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(LiveUpdates.class);

    private static final int BATCH = 500;

    private static final long PAUSE_MILLIS = 400;

    /** With very many streams, looking takes at most a fifth of the time. */
    private static final long PAUSES_PER_LOOK = 4;

    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /** A look that takes longer, as when the network swallows it, is no look. */
    private static final long STALE_MILLIS = 8_000;

    private final OpenStreams streams;
    private final LiveSessions sessions;
    private final EventTexts texts;
    private final Clock clock;
    private final Set<UserId> asked = ConcurrentHashMap.newKeySet();
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

    /** Looks at this user's sessions soon, if a stream is about them. */
    void lookAt(UserId user) {
        if (!streams.of(user).isEmpty() && asked.add(user)) {
            try {
                reader.execute(this::lookAtAsked);
            } catch (RejectedExecutionException stopping) {
                log.debug("Not looked at while stopping", stopping);
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
            lookAtAsked();
        }
        lookedAt = begunAt;
        long took = clock.millis() - begunAt;
        long pause = Math.max(PAUSE_MILLIS, Math.min(LONGEST_PAUSE_MILLIS, PAUSES_PER_LOOK * took));
        if (running) {
            reader.schedule(this::lookAtAll, pause, TimeUnit.MILLISECONDS);
        }
    }

    private void lookAtAsked() {
        Set<UserId> users = Set.copyOf(asked);
        asked.removeAll(users);
        look(users.stream()
                .flatMap(user -> streams.of(user).stream())
                .distinct()
                .toList());
    }

    /** A stream that begins meanwhile may know of sessions that started after they were read here. */
    private void look(Collection<LiveStream> some) {
        List<LiveStream> begun = some.stream().filter(LiveStream::hasBegun).toList();
        if (begun.isEmpty()) {
            return;
        }
        try {
            Map<UserId, List<LiveSession>> live = read(begun);
            begun.forEach(stream -> stream.tell(live, texts));
        } catch (RuntimeException failure) {
            log.warn("The sessions that streams are about cannot be read; the streams end: {}", failure.getMessage());
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
