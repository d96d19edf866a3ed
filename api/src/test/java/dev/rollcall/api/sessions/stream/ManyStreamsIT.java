package dev.rollcall.api.sessions.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Delays;
import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Open streams hold no database connection, delay nobody, and are limited in number. */
class ManyStreamsIT {

    private static final int PER_USER = 25;

    private static final int PER_NODE = 60;

    private static final int JAMMED = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Half the time that a node waits for running requests when it stops. */
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

    private static final Node NODE = Node.start(
            TestDatabase.create(),
            "rollcall.live.max-streams=" + PER_NODE,
            "rollcall.live.max-streams-per-user=" + PER_USER,
            "spring.datasource.hikari.maximum-pool-size=8",
            "server.tomcat.connection-timeout=1s",
            "spring.main.sources=" + SmallPieces.class.getName());

    /** Small send buffers fill up soon when a client does not read. */
    static class SmallPieces implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

        @Override
        public void customize(TomcatServletWebServerFactory tomcat) {
            tomcat.addConnectorCustomizers(connector -> connector.setProperty("socket.txBufSize", "2048"));
        }
    }

    private final Client client = NODE.client();

    private final List<EventStream> streams = new ArrayList<>();

    /** The node stops quickly, because nothing is left of closed and dropped streams. */
    @AfterAll
    static void stop() {
        long began = System.nanoTime();
        NODE.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(STOPS_WITHIN);
    }

    /** Sends something on every stream, because only then does the node notice that the client is gone. */
    @AfterEach
    void forgetsStreamsOfClientsThatAreGone() {
        streams.forEach(EventStream::close);
        await().atMost(PATIENCE).until(() -> {
            List.of("many-0", "many-1", "many-2", "jammed").forEach(client::start);
            return open() == 0;
        });
    }

    @Test
    void refusesMoreThanAUserOrANodeMayHave() {
        List<SignedIn> devices = List.of(client.start("many-0"), client.start("many-1"), client.start("many-2"));
        for (int i = 0; i < 2 * PER_USER; i++) {
            open(devices.get(i % 2));
        }
        assertThat(open()).isEqualTo(2 * PER_USER);
        assertThat(devices).allMatch(device -> device.profile().status() == 200);

        assertRefused(devices.get(1), 429, "TOO_MANY_STREAMS");
        for (int i = 2 * PER_USER; i < PER_NODE; i++) {
            open(devices.get(2));
        }
        assertRefused(devices.get(2), 503, "STREAMS_EXHAUSTED");
        assertThat(open()).isEqualTo(PER_NODE);

        devices.get(0).client().post("/auth/logout");
        for (int i = 0; i < PER_USER; i++) {
            assertThat(streams.get(2 * i).next("session-ended").text("sessionId"))
                    .isEqualTo(devices.get(0).sessionId());
        }
        await().atMost(PATIENCE).until(() -> open() == PER_NODE - PER_USER);
        open(devices.get(2));
    }

    @Test
    void dropsClientsThatDoNotReadWithoutDelayingOthers() throws IOException {
        SignedIn jammed = client.start("jammed");
        Delays alone = new Delays();
        try (EventStream stream = open(jammed)) {
            for (int i = 0; i < 10; i++) {
                alone.addSince(startAndAwait(stream));
            }
        }
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < JAMMED; i++) {
            sockets.add(openWithoutReading(jammed));
        }
        EventStream reading = open(jammed);
        await().atMost(PATIENCE).until(() -> open() > JAMMED);

        Delays besideJammed = new Delays();
        AtomicInteger toldMeanwhile = new AtomicInteger();
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> {
            besideJammed.addSince(startAndAwait(reading));
            boolean othersAreOpen = open() > 1;
            if (othersAreOpen) {
                toldMeanwhile.incrementAndGet();
            }
            return !othersAreOpen;
        });

        assertThat(toldMeanwhile).hasValueGreaterThan(5);
        besideJammed.assertShorterThan(10, alone);
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** @return the {@link System#nanoTime} before the start */
    private long startAndAwait(EventStream stream) {
        long startedAt = System.nanoTime();
        SignedIn another = client.start("jammed");
        assertThat(stream.next("session-started").text("sessionId")).isEqualTo(another.sessionId());
        return startedAt;
    }

    @Test
    void aNodeThatStopsEndsItsStreamsAndDoesNotWaitForThem() {
        List<EventStream> open;
        long began;
        try (Node node = Node.start(TestDatabase.create())) {
            SignedIn device = node.client().start("stopped");
            open = List.of(
                    device.client().stream(device.sessions() + "/events"),
                    device.client().stream(device.sessions() + "/events"));
            began = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(STOPS_WITHIN);
        assertThat(open).allSatisfy(stream -> {
            assertThat(stream.ends(PATIENCE)).isTrue();
            assertThat(stream.otherLines()).containsExactly("retry: 1000");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-streams", "max-streams-per-user"})
    void refusesToStartWithAnInvalidLimit(String setting) {
        assertThatThrownBy(() -> Node.start(TestDatabase.create(), "rollcall.live." + setting + "=-1"))
                .hasStackTraceContaining("rollcall.live." + setting + " must be between 0 (none) and 100000");
    }

    private EventStream open(SignedIn device) {
        EventStream stream = device.client().stream(device.sessions() + "/events");
        streams.add(stream);
        return stream;
    }

    private int open() {
        return (int) Meters.of(client).value("rollcall_live_streams");
    }

    private static void assertRefused(SignedIn device, int status, String code) {
        Reply refused = device.client().get(device.sessions() + "/events");
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.header("Retry-After")).isEqualTo("30");
    }

    private static Socket openWithoutReading(SignedIn device) throws IOException {
        URI node = URI.create("http://" + device.client().address());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2048);
        socket.connect(new InetSocketAddress(node.getHost(), node.getPort()));
        socket.getOutputStream()
                .write(("GET " + device.sessions() + "/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + device.accessToken() + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
