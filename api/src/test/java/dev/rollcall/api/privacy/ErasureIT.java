package dev.rollcall.api.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.UserId;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TwoNodes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3-7: personal data about devices is sealed in the events, and becomes unreadable when the user is erased. */
class ErasureIT {

    @RegisterExtension
    static final TwoNodes NODES = new TwoNodes();

    @Test
    void leavesNothingReadableInAnyTable() {
        SignedIn device = start("zaphod");
        assertThat(device.profile().text("session.device.label")).isEqualTo("Towel of zaphod");
        await().untilAsserted(() -> assertThat(NODES.database().tablesWith("Towel of zaphod"))
                .containsExactlyInAnyOrder("live_session", "session_history"));
        device.client().post("/auth/logout");
        start("zaphod");

        assertThat(admin().delete("/users/zaphod").status()).isEqualTo(204);

        await().until(() -> inHistory("zaphod") == 2);
        for (String secret : List.of(
                "Towel of zaphod", "HeartOfGold/zaphod", device("zaphod").ipAddress())) {
            assertThat(NODES.database().tablesWith(secret)).as(secret).isEmpty();
        }
        for (Node node : List.of(NODES.one(), NODES.other())) {
            assertThat(opened(node, "zaphod")).containsOnly(Device.ERASED).hasSize(2);
        }
    }

    @Test
    void keepsTheDataOfOtherUsers() {
        start("trillian");
        start("marvin");

        admin().delete("/users/marvin");

        assertThat(opened(NODES.one(), "trillian")).containsExactly(device("trillian"));
    }

    @Test
    void laterDataIsReadableAndEarlierDataIsNot() {
        start("ford");
        admin().delete("/users/ford");

        start("ford");

        assertThat(opened(NODES.other(), "ford")).containsExactly(Device.ERASED, device("ford"));
    }

    @Test
    void aSealIsBoundToOneSession() {
        DeviceSeals seals = NODES.one().bean(DeviceSeals.class);
        start("arthur");
        start("arthur");
        List<SessionStarted> starts = starts(NODES.one(), "arthur");
        SessionStarted first = starts.get(0);
        SessionStarted swapped = new SessionStarted(
                first.userId(),
                starts.get(1).sessionId(),
                first.device(),
                first.startedAt(),
                first.idleTimeout(),
                first.expiresAt(),
                first.bootstrap(),
                first.initiator(),
                null);

        assertThat(seals.open(first)).isEqualTo(device("arthur"));
        assertThat(seals.open(swapped)).isEqualTo(Device.ERASED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SessionStarted", "SessionStarted-unknown-device"})
    void readsEventsFromBeforeThereWereKeys(String file) throws Exception {
        String json = new String(
                ErasureIT.class.getResourceAsStream("/events/" + file + ".json").readAllBytes(),
                StandardCharsets.UTF_8);
        String user = "before-" + file.length();
        NODES.database()
                .jdbc()
                .update(
                        """
                        INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number,
                                                        time_stamp, payload_type, payload)
                        VALUES (gen_random_uuid(), ?, 0, '2026-01-01T12:00:00Z', ?::event_type, ?)
                        """,
                        user,
                        SessionStarted.class.getName(),
                        json.replace("\"alice\"", "\"" + user + "\"").getBytes(StandardCharsets.UTF_8));

        assertThat(opened(NODES.one(), user))
                .containsExactly(
                        file.equals("SessionStarted")
                                ? new Device("Chrome 139 on macOS", "Mozilla/5.0 (Macintosh)", "192.0.2.7")
                                : new Device("Unknown device", null, null));
    }

    private static Device device(String user) {
        String address = "203.0.113." + (1 + Math.floorMod(user.hashCode(), 250));
        return new Device("Towel of " + user, "HeartOfGold/" + user, address);
    }

    private static SignedIn start(String user) {
        Device device = device(user);
        Client client = NODES.one().client();
        return new SignedIn(
                client,
                client.asGateway()
                        .post(
                                "/users/" + user + "/sessions",
                                Map.of(
                                        "deviceLabel", device.label(),
                                        "userAgent", device.userAgent(),
                                        "ipAddress", device.ipAddress())));
    }

    private static Client admin() {
        return NODES.one().client().signIn("admin", "admin123").client();
    }

    private static List<SessionStarted> starts(Node node, String user) {
        return node.bean(EventStore.class)
                .readEvents(new UserId(user).value())
                .asStream()
                .map(message -> message.getPayload())
                .filter(SessionStarted.class::isInstance)
                .map(SessionStarted.class::cast)
                .toList();
    }

    private static List<Device> opened(Node node, String user) {
        DeviceSeals seals = node.bean(DeviceSeals.class);
        return starts(node, user).stream().map(seals::open).toList();
    }

    private static int inHistory(String user) {
        return NODES.database()
                .jdbc()
                .queryForList("SELECT session_id FROM session_history WHERE user_id = ?", user)
                .size();
    }
}
