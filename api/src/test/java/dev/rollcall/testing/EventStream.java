package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events, read by a separate thread as they arrive. */
public final class EventStream implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpResponse<Stream<String>> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<String> otherLines = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final JsonNode first;

    public record Event(String name, JsonNode data) {

        public String text(String member) {
            return data.path(member).asString("");
        }
    }

    /** @param firstEvent the name of the event that begins the stream */
    EventStream(HttpResponse<Stream<String>> response, String firstEvent) {
        this.response = response;
        assertThat(response.statusCode()).isEqualTo(200);
        Thread reader = new Thread(this::read, "event-stream");
        reader.setDaemon(true);
        reader.start();
        first = next(firstEvent).data();
    }

    public HttpHeaders headers() {
        return response.headers();
    }

    /** Returns the data of the first event. */
    public JsonNode first() {
        return first;
    }

    /** Returns the sessions of the first event. */
    public JsonNode sessions() {
        return first.path("sessions");
    }

    /** Returns the lines that are not events: comments and the reconnection time. */
    public List<String> otherLines() {
        synchronized (otherLines) {
            return List.copyOf(otherLines);
        }
    }

    /** Returns the next event, which must have this name. */
    public Event next(String name) {
        Event event = next(PATIENCE);
        if (event == null) {
            throw new AssertionError("no " + name + " came; " + otherLines());
        }
        assertThat(event.name()).as(event.toString()).isEqualTo(name);
        return event;
    }

    /** @return null if none comes */
    public @Nullable Event next(Duration patience) {
        try {
            return events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whether the stream ends within this time without further events. */
    public boolean ends(Duration patience) {
        try {
            return end.await(patience.toMillis(), TimeUnit.MILLISECONDS) && events.isEmpty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void read() {
        String name = "";
        try (Stream<String> lines = response.body()) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, JSON.readTree(line.substring("data: ".length()))));
                } else if (!line.isEmpty()) {
                    synchronized (otherLines) {
                        otherLines.add(line);
                    }
                }
            }
        } catch (RuntimeException brokenOff) {
            synchronized (otherLines) {
                otherLines.add("broken off: " + brokenOff);
            }
        } finally {
            end.countDown();
        }
    }

    @Override
    public void close() {
        response.body().close();
    }
}
