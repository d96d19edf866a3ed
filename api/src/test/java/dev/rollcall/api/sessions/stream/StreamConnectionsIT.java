package dev.rollcall.api.sessions.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** A stream takes over the connection of its request where possible, and releases what the request needed. */
class StreamConnectionsIT {

    private static final Duration SOON = LiveUpdates.HEARTBEAT.dividedBy(2);

    private static final Node NODE = Node.start(
            TestDatabase.create(),
            "server.http2.enabled=true",
            "server.compression.enabled=true",
            "server.compression.mime-types=text/event-stream",
            "server.compression.min-response-size=1",
            "spring.main.sources=" + WebApplication.class.getName());

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    void anOpenStreamReleasesItsRequest() {
        SignedIn device = NODE.client().start("small");
        try (EventStream stream = device.client().stream(device.sessions() + "/events")) {
            assertThat(runningRequests()).isZero();
            SignedIn another = NODE.client().start("small");
            assertThat(stream.next("session-started").text("sessionId")).isEqualTo(another.sessionId());
            assertThat(stream.headers().allValues("Connection")).containsExactly("close");
        }
    }

    @Test
    void aDisconnectMakesRoomAtOnce() throws IOException {
        SignedIn device = NODE.client().start("hangs-up");
        try (Socket socket = open(device, "")) {
            assertThat(socket.getInputStream().read()).isPositive();
            await().atMost(SOON).until(() -> openStreams() == 1);
        }
        await().atMost(SOON).until(() -> openStreams() == 0);
    }

    @Test
    void ignoresFurtherInputAndUpgradeRequests() throws IOException {
        SignedIn device = NODE.client().start("talks");
        try (Socket socket = open(device, "Connection: Upgrade\r\nUpgrade: something\r\n");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("HTTP/1.1 200");
            await().atMost(SOON).until(() -> openStreams() == 1);
            socket.getOutputStream().write(new byte[10_000]);
            SignedIn another = NODE.client().start("talks");
            assertThat(lines.lines()
                            .filter(line -> line.contains(another.sessionId()))
                            .findFirst())
                    .isPresent();
        }
        await().atMost(SOON).until(() -> openStreams() == 0);
    }

    @Test
    void worksOnASharedConnection() throws Exception {
        SignedIn device = NODE.client().start("shares");
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpResponse<InputStream> response = http.send(request(device).build(), BodyHandlers.ofInputStream());

        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertReceivesTheEnd(device, response.body());
    }

    @Test
    void worksWithCompression() throws Exception {
        SignedIn device = NODE.client().start("compressed");
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpResponse<InputStream> response =
                http.send(request(device).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofInputStream());

        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertReceivesTheEnd(device, new GZIPInputStream(response.body()));
    }

    private static void assertReceivesTheEnd(SignedIn device, InputStream body) throws IOException {
        try (body) {
            readUntil("event: sessions", body);
            device.client().post("/auth/logout");
            readUntil("event: session-ended", body);
        }
    }

    /** Reads directly, because buffered readers of the JDK wait for more compressed data than has arrived. */
    private static void readUntil(String expected, InputStream body) throws IOException {
        byte[] buffer = new byte[1024];
        StringBuilder text = new StringBuilder();
        while (text.indexOf(expected) < 0) {
            int length = body.read(buffer);
            assertThat(length).as(text.toString()).isPositive();
            text.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
        }
    }

    private static HttpRequest.Builder request(SignedIn device) {
        return HttpRequest.newBuilder(URI.create("http://" + device.client().address() + device.sessions() + "/events"))
                .header("Authorization", "Bearer " + device.accessToken());
    }

    private static Socket open(SignedIn device, String headers) throws IOException {
        URI node = URI.create("http://" + device.client().address());
        Socket socket = new Socket(node.getHost(), node.getPort());
        socket.setSoTimeout((int) SOON.toMillis());
        socket.getOutputStream()
                .write(("GET " + device.sessions() + "/events HTTP/1.1\r\nHost: localhost\r\n" + headers
                                + "Authorization: Bearer " + device.accessToken() + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static int openStreams() {
        return (int) Meters.of(NODE.client()).value("rollcall_live_streams");
    }

    private static long runningRequests() {
        return ((StandardContext) NODE.bean(WebApplication.class).context()).getInProgressAsyncCount();
    }

    /** Gives access to the web application of the node. */
    static class WebApplication implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

        private volatile @Nullable Context context;

        @Override
        public void customize(TomcatServletWebServerFactory tomcat) {
            tomcat.addContextCustomizers(customized -> context = customized);
        }

        Context context() {
            return Objects.requireNonNull(context);
        }
    }
}
