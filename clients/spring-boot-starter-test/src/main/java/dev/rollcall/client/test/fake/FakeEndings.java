package dev.rollcall.client.test.fake;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The stream of ended sessions, with the faults that a test asks for. */
final class FakeEndings {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Duration BETWEEN_PROOFS = Duration.ofMillis(100);

    private final List<Ending> endings = new ArrayList<>();
    private final Set<String> sessionIds = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();

    private Instant since = Instant.now().minus(FakeTokens.LIFETIME).minus(Duration.ofMinutes(2));
    private @Nullable String rubbish;
    private boolean silent;
    private int generation;

    private record Opened(
            long clock, Instant since, @Nullable Boolean resumed) {}

    private record Ending(String sid, String userId, String reason, Instant endedAt) {}

    private record Known(long until) {}

    synchronized void add(FakeSession session, String reason, Instant endedAt) {
        sessionIds.add(session.sessionId());
        endings.add(new Ending(session.sessionId(), session.userId(), reason, endedAt));
        notifyAll();
    }

    boolean contains(String sessionId) {
        return sessionIds.contains(sessionId);
    }

    synchronized void beSilent(boolean silent) {
        this.silent = silent;
        notifyAll();
    }

    synchronized void cut() {
        generation++;
        notifyAll();
    }

    synchronized void sendRubbish(@Nullable String rubbish) {
        this.rubbish = rubbish;
        notifyAll();
    }

    synchronized void keepSince(Instant since) {
        this.since = since;
    }

    int open() {
        return open.get();
    }

    int opened() {
        return opened.get();
    }

    /** Serves one subscriber until the stream is cut or the subscriber leaves. */
    void serve(OutputStream out, @Nullable String lastEventId) throws IOException, InterruptedException {
        open.incrementAndGet();
        opened.incrementAndGet();
        try {
            send(out, lastEventId);
        } finally {
            open.decrementAndGet();
        }
    }

    private void send(OutputStream out, @Nullable String lastEventId) throws IOException, InterruptedException {
        int served;
        int next = resumeAt(lastEventId);
        synchronized (this) {
            served = generation;
            write(out, "retry: 1000\n\n" + event("opened", new Opened(clock(), since, next > 0 ? true : null)));
        }
        while (true) {
            StringBuilder text = new StringBuilder();
            synchronized (this) {
                if (served != generation) {
                    return;
                }
                if (!silent) {
                    long until = clock();
                    for (; next < endings.size(); next++) {
                        text.append(event("ended", endings.get(next)));
                    }
                    text.append("id: ").append(next).append('\n').append(event("known", new Known(until)));
                }
                if (rubbish != null) {
                    text.append(rubbish);
                }
            }
            write(out, text.toString());
            awaitNews(next);
        }
    }

    private synchronized int resumeAt(@Nullable String lastEventId) {
        return lastEventId == null ? 0 : Math.min(Integer.parseInt(lastEventId), endings.size());
    }

    private synchronized void awaitNews(int sent) throws InterruptedException {
        if (silent || sent == endings.size()) {
            wait(BETWEEN_PROOFS.toMillis());
        }
    }

    private static long clock() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private static String event(String name, Object data) {
        return "event: " + name + "\ndata: " + JSON.writeValueAsString(data) + "\n\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        if (!text.isEmpty()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
