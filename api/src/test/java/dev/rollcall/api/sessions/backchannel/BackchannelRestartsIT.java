package dev.rollcall.api.sessions.backchannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Jar;
import dev.rollcall.testing.LogoutReceiver;
import dev.rollcall.testing.Meters;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S1-10: receivers of back-channel log-outs are told of every session that ends, whatever happens to nodes meanwhile. */
class BackchannelRestartsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String POSITION = " FROM token_entry WHERE processor_name = 'backchannel-logout:shop'";

    private final TestDatabase database = TestDatabase.create();

    private final LogoutReceiver shop = LogoutReceiver.start();

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void aReceiverThatIsDownIsToldLater() {
        shop.answer(503);
        SignedIn[] devices;
        SignedIn other;
        try (Node node = start()) {
            devices = IntStream.range(0, 40)
                    .mapToObj(device -> node.client().start("cleo"))
                    .toArray(SignedIn[]::new);
            other = node.client().start("dora");
            other.client().post("/logout");
            devices[0].client().delete("/users/cleo/sessions");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(shop.requests())
                            .filteredOn(request -> request.userId().equals("cleo"))
                            .as("more than one attempt")
                            .hasSizeGreaterThan(16));
            assertThat(isFailing(node)).isTrue();
            assertThat(rows("SELECT 1 FROM backchannel_retry"))
                    .as("nothing piles up")
                    .isLessThan(devices.length);
        }
        int before = shop.requests().size();
        shop.answer(200);
        try (Node node = start()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(shop.sessions().stream().skip(before))
                            .contains(other.sessionId())
                            .containsAll(Arrays.stream(devices)
                                    .map(SignedIn::sessionId)
                                    .toList()));
            await().atMost(PATIENCE).until(() -> rows("SELECT 1 FROM backchannel_retry") == 0 && !isFailing(node));
        }
    }

    @Test
    void aNewReceiverIsToldOfWhatEndsFromThenOn() {
        try (Node node = Node.start(database)) {
            node.client().start("ida").client().post("/logout");
        }
        try (Node node = start()) {
            awaitFollower();
            SignedIn device = node.client().start("ida");

            device.client().post("/logout");

            shop.awaitTold(device);
            assertThat(shop.sessions()).containsExactly(device.sessionId());
        }
    }

    @Test
    void ofSeveralNodesOneTellsAndAnotherTakesOver(@TempDir Path directory) {
        String[] settings = shop.settings(
                0,
                "shop",
                "spring.datasource.url=" + database.url(),
                "rollcall.demo-users=true",
                "rollcall.personal-data.master-key=" + Node.MASTER_KEY);
        try (Jar first = Jar.start(directory, settings)) {
            awaitFollower();
            try (Node second = start()) {
                SignedIn atFirst = first.client().start("jon");
                SignedIn atSecond = second.client().start("jon");
                atFirst.client().post("/logout");
                atSecond.client().post("/logout");
                shop.awaitTold(atFirst, atSecond);
                assertThat(shop.sessions()).hasSize(2);
                first.kill();
                SignedIn afterwards = second.client().start("kim");

                afterwards.client().post("/logout");

                shop.awaitTold(afterwards);
            }
        }
    }

    /** Otherwise the nodes would take turns, and each would begin with short pauses again. */
    @Test
    void aReceiverThatIsDownStaysWithItsNode() {
        shop.answer(503);
        try (Node node = start();
                Node other = start()) {
            awaitFollower();
            List<String> before = owners();
            Set<List<String>> seen = new HashSet<>();
            IntStream.range(0, 20).forEach(device -> other.client().start("mia"));

            node.client().start("mia").client().delete("/users/mia/sessions");

            await().pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> {
                seen.add(owners());
                return shop.requests().size() > 48;
            });
            assertThat(seen).containsExactly(before);
        }
    }

    @Test
    void continuesWithTheNextEventIfEventsWereLost() {
        try (Node node = start()) {
            awaitFollower();
        }
        database.jdbc()
                .update("UPDATE token_entry SET token = convert_to('{\"index\":1000000,\"gaps\":[]}', 'UTF8')"
                        + " WHERE processor_name = 'backchannel-logout:shop'");
        try (Node node = start()) {
            await().atMost(PATIENCE)
                    .until(() ->
                            rows("SELECT 1" + POSITION + " AND convert_from(token, 'UTF8') LIKE '%1000000%'") == 0);
            SignedIn device = node.client().start("lea");

            device.client().post("/logout");

            shop.awaitTold(device);
        }
    }

    private Node start() {
        return Node.start(database, shop.settings(0, "shop", "rollcall.sessions.max-sessions=0"));
    }

    private static boolean isFailing(Node node) {
        return Meters.of(node.client()).value("rollcall_backchannel_failing{receiver=\"shop\"}") == 1;
    }

    /** Waits until a node follows the events, so that it is told of what ends from now on. */
    private void awaitFollower() {
        await().atMost(PATIENCE).until(() -> rows("SELECT 1" + POSITION + " AND owner IS NOT NULL") == 1);
    }

    private List<String> owners() {
        return database.jdbc().queryForList("SELECT owner" + POSITION, String.class);
    }

    private int rows(String query) {
        return database.jdbc().queryForList(query).size();
    }
}
