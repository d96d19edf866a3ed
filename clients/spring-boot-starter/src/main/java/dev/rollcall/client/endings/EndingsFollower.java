package dev.rollcall.client.endings;

import dev.rollcall.client.endings.EndingsConnection.Proof;
import dev.rollcall.client.http.RollcallServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps {@link Endings} up to date: opens a stream, notices when it is silent, opens another one, and renews it from
 * time to time without a gap.
 */
public final class EndingsFollower implements SmartLifecycle, EndingsConnection.Follower {

    private static final Logger log = LoggerFactory.getLogger(EndingsFollower.class);

    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);
    private static final Duration LONGEST_WITHOUT_PROOF = Duration.ofSeconds(10);

    /** A node that has answered may have to read a long first list from its database. */
    private static final Duration LONGEST_READ = Duration.ofSeconds(10);

    private static final Duration LONGEST_FIRST_LIST = Duration.ofSeconds(60);

    /** A stream that lasts so long is a success, after which the next attempt need not wait. */
    private static final Duration LASTING = Duration.ofSeconds(10);

    /** Streams are renewed within 20 to 28 minutes, so that services that were started together do not do it together. */
    private static final Duration EARLIEST_RENEWAL = Duration.ofMinutes(20);

    private static final long RENEWAL_SPREAD_SECONDS = 480;

    private static final long LONGEST_RETRY_AFTER_SECONDS = 60;

    private final RollcallServer server;
    private final Endings endings;
    private final Clocks clocks;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final boolean autoStartup;
    private final LongAdder connects = new LongAdder();
    private final LongAdder losses = new LongAdder();

    private @Nullable ScheduledExecutorService timer;
    private @Nullable EndingsConnection current;
    private @Nullable EndingsConnection next;
    private @Nullable String lastId;
    private String lastProblem = "Not connected yet";
    private long baseMillis = 1_000;
    private int failures;
    private int poorStreams;
    private Duration askedToWait = Duration.ZERO;
    private long notBeforeNanos;
    private Duration renewAfter = EARLIEST_RENEWAL;

    /**
     * @param random used by one thread at a time
     * @param autoStartup whether it starts with the application
     */
    public EndingsFollower(
            RollcallServer server, Endings endings, Clocks clocks, RandomGenerator random, boolean autoStartup) {
        this.autoStartup = autoStartup;
        this.server = server;
        this.endings = endings;
        this.clocks = clocks;
        this.random = random;
        this.backoff = new Backoff(random);
        this.notBeforeNanos = clocks.nanos().getAsLong();
    }

    /** Returns whether a stream is open whose first list is complete. */
    public synchronized boolean isConnected() {
        return current != null;
    }

    /** Returns why there is no stream, or why there was none before the current one. */
    public synchronized String lastProblem() {
        return lastProblem;
    }

    /** Returns the number of streams that were asked for. */
    public long connects() {
        return connects.sum();
    }

    /** Returns the number of streams that could not be opened, or that ended. */
    public long losses() {
        return losses.sum();
    }

    @Override
    public synchronized void start() {
        if (timer == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "rollcall-endings");
                thread.setDaemon(true);
                return thread;
            });
            timer = started;
            var unused = started.scheduleWithFixedDelay(this::tickSafely, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
        close(next);
        close(current);
        next = null;
        current = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    @Override
    public boolean isAutoStartup() {
        return autoStartup;
    }

    /** Starts before the web server and stops after it. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 4096;
    }

    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException failure) {
            log.error("Cannot follow the ended sessions", failure);
        }
    }

    /** Closes what is silent, and opens what is missing. */
    void tick() {
        EndingsConnection open;
        EndingsConnection opening;
        synchronized (this) {
            open = current;
            opening = next;
        }
        if (open != null && open.silence().compareTo(LONGEST_SILENCE) > 0) {
            open.lose("Nothing arrived for " + LONGEST_SILENCE.toSeconds() + " s");
        } else if (open != null && open.sinceLastProof().compareTo(LONGEST_WITHOUT_PROOF) > 0) {
            open.lose("Rollcall is not sure of all ends");
        }
        if (opening != null && opening.silence().compareTo(opening.isOpened() ? LONGEST_READ : LONGEST_SILENCE) > 0) {
            opening.lose(opening.isOpened() ? "The first list does not come" : "Rollcall does not answer");
        } else if (opening != null && opening.age().compareTo(LONGEST_FIRST_LIST) > 0) {
            opening.lose("The first list took more than " + LONGEST_FIRST_LIST.toSeconds() + " s");
        }
        openIfNeeded();
    }

    private void openIfNeeded() {
        EndingsConnection connection;
        String resumeAfter;
        synchronized (this) {
            boolean poor = current != null && (current.isLate() || current.clocksDisagree());
            boolean due = current == null || poor || current.age().compareTo(renewAfter) > 0;
            long now = clocks.nanos().getAsLong();
            if (timer == null || next != null || !due || now - notBeforeNanos < 0) {
                return;
            }
            if (poor) {
                poorStreams++;
                notBeforeNanos = now + backoff.after(poorStreams, 1_000).toNanos();
            }
            // A renewal gets the full list, so that old ends can be forgotten.
            resumeAfter = current == null ? lastId : null;
            connection = new EndingsConnection(this, clocks, resumeAfter != null);
            next = connection;
            connects.increment();
        }
        HttpRequest.Builder request = server.trustedRequest("/sessions/endings").header("Accept", "text/event-stream");
        if (resumeAfter != null) {
            request.header("Last-Event-ID", resumeAfter);
        }
        CompletableFuture<HttpResponse<Void>> sent =
                server.stream(request.build(), answer -> bodyOf(answer, connection));
        sent.whenComplete((answer, failure) -> {
            if (failure != null) {
                connection.lose("Rollcall cannot be reached: " + failure);
            }
        });
        connection.cancelWith(() -> sent.cancel(true));
    }

    private HttpResponse.BodySubscriber<Void> bodyOf(HttpResponse.ResponseInfo answer, EndingsConnection connection) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (answer.statusCode() == 200 && type.startsWith("text/event-stream")) {
            return HttpResponse.BodySubscribers.fromSubscriber(connection);
        }
        answer.headers().firstValue("Retry-After").ifPresent(this::waitAtLeast);
        connection.lose(
                answer.statusCode() == 401
                        ? "Rollcall refuses rollcall.client.client-id and rollcall.client.client-secret (401)"
                        : "Rollcall answered " + answer.statusCode() + " " + type);
        return HttpResponse.BodySubscribers.replacing(null);
    }

    /** Takes {@code Retry-After} as the least wait, plus up to a quarter of it. */
    private synchronized void waitAtLeast(String seconds) {
        if (seconds.matches("\\d{1,9}")) {
            long wait = Math.min(Long.parseLong(seconds), LONGEST_RETRY_AFTER_SECONDS);
            askedToWait = Duration.ofSeconds(wait).plusMillis(random.nextLong(250 * wait + 1));
        }
    }

    @Override
    public void ended(String data) {
        endings.add(EventData.ended(data));
    }

    @Override
    public synchronized void proven(EndingsConnection connection, Proof proof) {
        if (connection == next) {
            if (proof.opened().resumed()) {
                endings.extend(proof.until());
            } else {
                endings.begin(proof.opened().since(), proof.until());
            }
            close(current);
            current = connection;
            next = null;
            renewAfter = EARLIEST_RENEWAL.plusSeconds(random.nextLong(RENEWAL_SPREAD_SECONDS));
            log.info("All sessions that have ended are known. They come from {}", server.baseUrl());
        } else if (connection == current) {
            endings.extend(proof.until());
            if (connection.age().compareTo(LASTING) > 0 && !connection.isLate()) {
                poorStreams = 0;
                failures = 0;
                baseMillis = 1_000;
            }
        } else {
            return;
        }
        lastId = proof.id() == null ? lastId : proof.id();
    }

    @Override
    public synchronized void retryAfter(long millis) {
        baseMillis = Math.max(100, Math.min(millis, TimeUnit.SECONDS.toMillis(LONGEST_RETRY_AFTER_SECONDS)));
    }

    @Override
    public synchronized void lost(EndingsConnection connection, String why) {
        if (connection != current && connection != next) {
            return;
        }
        losses.increment();
        if (connection == current) {
            current = null;
            log.warn("The stream of ended sessions was lost; tokens are introspected. {}", why);
        } else {
            next = null;
            if (failures == 0 || !why.equals(lastProblem)) {
                log.warn("The stream of ended sessions cannot be opened; tokens are introspected. {}", why);
            }
        }
        lastProblem = why;
        boolean lasted = connection.isProven() && connection.age().compareTo(LASTING) > 0;
        Duration wait = backoff.after(lasted ? 0 : failures, baseMillis);
        failures = lasted ? 1 : failures + 1;
        notBeforeNanos = clocks.nanos().getAsLong() + Math.max(wait.toNanos(), askedToWait.toNanos());
        askedToWait = Duration.ZERO;
    }

    private static void close(@Nullable EndingsConnection connection) {
        if (connection != null) {
            connection.close();
        }
    }
}
