package dev.rollcall.api.sessions.endings;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.stream.ClientOutput;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The streams that are open on this node, up to a limit. One thread sends to all of them. It never waits for a service:
 * a slow one only falls behind, and its stream ends if that lasts.
 *
 * <p>Stops before the web server, which waits for open responses.
 */
@Component
class EndingsStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EndingsStreams.class);

    /** Within this time, the node notices that a service is gone: a heartbeat cannot be sent. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final int max;
    private final RecentEndings recent;
    private final EndingTexts texts;
    private final StreamClock clock;
    private final Counter dropped;
    private final Set<EndingsStream> all = new LinkedHashSet<>();
    private final AtomicBoolean pending = new AtomicBoolean();
    private final ExecutorService sender =
            Executors.newSingleThreadExecutor(new CustomizableThreadFactory("endings-sender-"));

    private volatile boolean running;

    EndingsStreams(
            EndingsProperties settings,
            RecentEndings recent,
            EndingTexts texts,
            StreamClock clock,
            MeterRegistry meters) {
        this.max = settings.maxStreams();
        this.recent = recent;
        this.texts = texts;
        this.clock = clock;
        Gauge.builder("rollcall.endings.streams", this, EndingsStreams::count)
                .description("Open streams of ended sessions")
                .register(meters);
        this.dropped = Counter.builder("rollcall.endings.dropped")
                .description("Streams of ended sessions that ended because the service was too slow")
                .register(meters);
    }

    /** @throws Problem {@code STREAMS_EXHAUSTED} */
    synchronized void add(EndingsStream stream) {
        if (!running || all.size() >= max) {
            throw new Problem(ProblemCode.STREAMS_EXHAUSTED, "Try again in a moment, at another node if there is one.")
                    .retryAfter(running ? RETRY : Duration.ofSeconds(1));
        }
        all.add(stream);
    }

    synchronized void remove(EndingsStream stream) {
        all.remove(stream);
    }

    /** Begins to send, and goes on when the service can take more. The caller may hold the lock of the connection. */
    void ready(EndingsStream stream, ClientOutput output) {
        stream.begin(output);
        if (running) {
            sendToAll();
        } else {
            stream.end();
        }
    }

    /** Sends to every stream what its service has not received yet, soon and in another thread. */
    void sendToAll() {
        if (pending.compareAndSet(false, true)) {
            try {
                sender.execute(this::send);
            } catch (RejectedExecutionException stopping) {
                log.debug("Sent nothing more while stopping", stopping);
            }
        }
    }

    private void send() {
        pending.set(false);
        long now = clock.millis();
        boolean more = false;
        for (EndingsStream stream : snapshot()) {
            more |= send(stream, now);
        }
        if (more) {
            sendToAll();
        }
    }

    private boolean send(EndingsStream stream, long now) {
        RecentEndings.Known known = recent.known();
        if (!recent.isFrom(stream.source())) {
            stream.end();
            return false;
        }
        EndingsStream.State state = stream.send(known, texts, now);
        if (state == EndingsStream.State.TOO_SLOW) {
            dropped.increment();
            stream.end();
        }
        return state == EndingsStream.State.MORE;
    }

    private synchronized List<EndingsStream> snapshot() {
        return List.copyOf(all);
    }

    private synchronized int count() {
        return all.size();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        sender.shutdown();
        snapshot().forEach(EndingsStream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
