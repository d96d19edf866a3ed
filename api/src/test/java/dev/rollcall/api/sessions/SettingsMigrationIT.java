package dev.rollcall.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A migration splits old settings into those of users and those of administrators, by the events. */
class SettingsMigrationIT {

    private static final String EVENT = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                payload_type, payload, meta_data)
            VALUES (?, ?, ?, 'UserSessions', '2026-01-01T00:00:00Z', 'dev.rollcall.event.SecuritySettingsChanged',
                convert_to(?, 'UTF8'), '{}')
            """;

    private static final String CHANGE = """
            {"userId":"%s","settings":%s,"initiator":{"kind":"%s","actorId":"x"},"changedAt":"2026-01-01T00:00:00Z"}""";

    private final TestDatabase database = TestDatabase.create();

    private int events;

    @Test
    void restoresBothLayersFromTheEvents() {
        Flyway.configure().dataSource(database.dataSource()).target("14").load().migrate();
        insertEvent("both", 0, "user", "{\"maxSessions\":9}");
        insertEvent("both", 1, "admin", "{\"maxSessions\":4,\"maxStartsPerHour\":7,\"absoluteTimeout\":\"PT48H\"}");
        insertEvent("both", 2, "user", "{\"maxSessions\":2,\"idleTimeout\":\"PT1H30M0.5S\"}");
        insertRow("both", 2);
        insertEvent("granted", 0, "user", "{\"maxSessions\":1}");
        insertEvent("granted", 1, "admin", "{\"maxSessions\":5}");
        insertRow("granted", 5);
        insertEvent("own", 0, "user", "{\"maxSessions\":3,\"whenFull\":\"REJECT\"}");
        insertRow("own", 3);

        try (Node node = Node.start(database, "rollcall.sessions.max-sessions=2")) {
            Client admin = node.client().signIn("admin", "admin123").client();

            Reply both = settings(admin, "both");
            assertThat(both.at("maxSessions").asInt()).isEqualTo(2);
            assertThat(both.text("idleTimeout")).isEqualTo("PT1H30M0.5S");
            assertThat(both.text("absoluteTimeout")).isEqualTo("PT48H");
            assertThat(both.at("maxStartsPerHour").asInt()).isEqualTo(7);
            assertThat(settings(admin, "granted").at("maxSessions").asInt()).isEqualTo(5);
            assertThat(settings(admin, "own").at("maxSessions").asInt()).isEqualTo(2);
            assertThat(settings(admin, "own").text("whenFull")).isEqualTo("REJECT");
        }
    }

    private static Reply settings(Client admin, String user) {
        return admin.get("/users/" + user + "/security-settings");
    }

    private void insertEvent(String user, int sequence, String kind, String settings) {
        database.jdbc().update(EVENT, "e" + events++, user, sequence, CHANGE.formatted(user, settings, kind));
    }

    private void insertRow(String user, int maxSessions) {
        database.jdbc()
                .update("INSERT INTO user_security_settings (user_id, max_sessions) VALUES (?, ?)", user, maxSessions);
    }
}
