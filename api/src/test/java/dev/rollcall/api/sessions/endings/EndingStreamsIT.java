package dev.rollcall.api.sessions.endings;

import static dev.rollcall.api.sessions.endings.EndingCalls.ending;
import static dev.rollcall.api.sessions.endings.EndingCalls.untilKnown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.EventStream;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of ended sessions: who may open one, how many, and when they end. */
class EndingStreamsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    @Test
    void onlyTrustedClientsMayOpenOne() {
        Client client = SharedNode.client();
        Reply nobody = client.get("/sessions/endings");
        Reply session = client.start("curious").client().get("/sessions/endings");
        Reply administrator = client.signIn("admin", "admin123").client().get("/sessions/endings");
        Reply guess = client.with("Authorization", basic("gateway:guessed")).get("/sessions/endings");

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.code()).isEqualTo("INVALID_CLIENT");
        assertThat(nobody.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
        assertThat(session.status()).isEqualTo(403);
        assertThat(session.code()).isEqualTo("FORBIDDEN");
        assertThat(administrator.status()).isEqualTo(403);
        assertThat(guess.status()).isEqualTo(401);
        assertThat(guess.code()).isEqualTo("INVALID_CLIENT");
        assertThat(client.asGateway().post("/sessions/endings").status()).isEqualTo(405);
        assertThat(client.asGateway().send("HEAD", "/sessions/endings", null).status())
                .isEqualTo(200);
        assertThat(client.asGateway()
                        .with("Accept", "application/json")
                        .get("/sessions/endings")
                        .status())
                .isEqualTo(406);
    }

    @Test
    void refusesMoreThanTheNodeHasRoomFor() {
        try (Node node = Node.start(TestDatabase.create(), "rollcall.endings.max-streams=1")) {
            try (EventStream stream = node.client().endings()) {
                untilKnown(stream);
                Reply refused = node.client().asGateway().get("/sessions/endings");

                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("STREAMS_EXHAUSTED");
                assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
                assertThat(Meters.of(node.client()).value("rollcall_endings_streams"))
                        .isEqualTo(1);
            }
            await().atMost(SOON).until(() -> Meters.of(node.client()).value("rollcall_endings_streams") == 0);
            node.client().endings().close();
        }
    }

    /** A token from before {@code since} has to be introspected, so this time must not be too early. */
    @Test
    void tellsFromWhenOnItTellsEverything() {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database, "rollcall.endings.max-remembered=2000")) {
            database.jdbc()
                    .update("INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator)"
                            + " SELECT gen_random_uuid(), 'user' || n, 'LOGGED_OUT', now() - n * interval '10 ms',"
                            + " 'user' FROM generate_series(0, 4999) n");
            try (EventStream first = node.client().endings()) {
                untilKnown(first);
            }
            assertRemembersFrom(database, node, 1800, 2000);
            for (int i = 0; i < 300; i++) {
                node.client().start("recent").client().post("/auth/logout");
            }
            try (EventStream waiting = node.client().endings()) {
                assertThat(untilKnown(waiting))
                        .filteredOn(ended -> ended.text("userId").equals("recent"))
                        .hasSize(300);
            }
            assertRemembersFrom(database, node, 1800, 2000);
        }
    }

    /** All that ended after {@code since} is told, and not much more is said to be missing. */
    private static void assertRemembersFrom(TestDatabase database, Node node, int least, int most) {
        try (EventStream stream = node.client().endings()) {
            Instant since = Instant.parse(stream.first().path("since").asString(""));
            List<String> told = untilKnown(stream).stream()
                    .map(ended -> ended.text("sid"))
                    .distinct()
                    .toList();

            assertThat(told)
                    .containsAll(database.jdbc()
                            .queryForList(
                                    "SELECT session_id::text FROM ended_session WHERE ended_at > ?",
                                    String.class,
                                    since.atOffset(ZoneOffset.UTC)));
            assertThat(told).hasSizeBetween(least, most);
        }
    }

    @Test
    void aServiceThatTakesNothingKeepsNobodyWaitingAndIsDropped() throws IOException {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database, "server.tomcat.connection-timeout=2s");
                EventStream stream = node.client().endings();
                Socket stuck = open(node)) {
            await().atMost(SOON).until(() -> Meters.of(node.client()).value("rollcall_endings_streams") == 2);
            database.jdbc()
                    .update("INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator)"
                            + " SELECT gen_random_uuid(), 'many', 'LOGGED_OUT', now(), 'user'"
                            + " FROM generate_series(1, 100000)");
            SignedIn device = node.client().start("waits-for-nobody");
            device.client().post("/auth/logout");

            assertThat(ending(device, stream).text("reason")).isEqualTo("LOGGED_OUT");
            await().atMost(SOON).until(() -> Meters.of(node.client()).value("rollcall_endings_streams") == 1);
        }
    }

    /** The first bytes show that the stream has begun; nothing is read after them. */
    private static Socket open(Node node) throws IOException {
        URI address = URI.create("http://" + node.client().address());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream()
                .write(("GET /sessions/endings HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                                + basic("gateway:gateway-secret") + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    @Test
    void endsWithoutTheDatabaseAndTellsWhatEndedMeanwhile() throws IOException {
        EmbeddedPostgres postgres = start(0);
        try (Node node = Node.start(
                TestDatabase.at(postgres.getJdbcUrl("postgres", "postgres")),
                "spring.datasource.hikari.connection-timeout=500")) {
            SignedIn device = node.client().start("outage");
            EventStream stream = node.client().endings();
            untilKnown(stream);

            postgres.close();
            await().atMost(SOON).until(() -> {
                stream.next(Duration.ofMillis(100));
                return stream.ends(Duration.ZERO);
            });
            Reply refused = node.client().asGateway().get("/sessions/endings");
            postgres = start(postgres.getPort());
            await().atMost(SOON).until(() -> device.profile().status() == 200);
            TestDatabase.at(postgres.getJdbcUrl("postgres", "postgres"))
                    .jdbc()
                    .update("INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator)"
                            + " VALUES (gen_random_uuid(), 'meanwhile', 'LOGGED_OUT', now(), 'user')");
            await().atMost(SOON)
                    .until(() -> node.client()
                                    .asGateway()
                                    .send("GET", "/sessions/endings", null)
                                    .status()
                            == 200);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("SESSION_STATE_UNAVAILABLE");
            try (EventStream again = node.client().endings()) {
                assertThat(untilKnown(again))
                        .extracting(ended -> ended.text("userId"))
                        .contains("meanwhile");
            }
        } finally {
            postgres.close();
        }
    }

    private static EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Test
    void theStreamEndsWhenTheNodeStops() {
        Node node = Node.start(TestDatabase.create());
        EventStream stream = node.client().endings();
        untilKnown(stream);

        node.close();

        await().atMost(SOON).until(() -> {
            stream.next(Duration.ofMillis(100));
            return stream.ends(Duration.ZERO);
        });
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
