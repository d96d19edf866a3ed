package dev.rollcall.query.rebuild;

import static dev.rollcall.query.testing.TestUser.newSession;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.SessionId;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S3-7: erasing a user blanks every copy of the tables. */
class ModelTablesIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private final TestUser marvin = TestUser.named("marvin");
    private final TestUser alice = TestUser.named("alice");
    private final SessionId ended = newSession();

    @Test
    void blanksTheUserInTheHistoryAndAllCopies() {
        MODELS.record(marvin.start(ended), alice.start());
        MODELS.followHistory();
        for (String table : List.of("live_session_7", "live_session_old", "session_history_8", "session_history_old")) {
            copy(table);
        }
        MODELS.record(marvin.remove(List.of(ended)));

        MODELS.bean(ModelTables.class).blankDevices(marvin.id());

        for (String table : List.of(
                "live_session_7", "live_session_old", "session_history", "session_history_8", "session_history_old")) {
            assertThat(of(marvin, table))
                    .as(table)
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("label", "Erased")
                            .containsEntry("user_agent", null)
                            .containsEntry("ip_address", null)
                            .doesNotContainValue("sid:marvin"));
            assertThat(of(alice, table))
                    .as(table)
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("label", "Towel of alice")
                            .containsEntry("user_agent", "Browser of alice")
                            .containsEntry("ip_address", "192.0.2.7"));
        }
        assertThat(of(alice, "live_session_7"))
                .extracting(row -> row.get("login_id"))
                .containsExactly("sid:alice");
    }

    /** Otherwise a table that is being built would be swapped in without the login of a live session. */
    @Test
    void keepsASessionThatTheUserHasStartedSince() {
        MODELS.record(marvin.start(ended));
        MODELS.record(marvin.remove(List.of(ended)));
        MODELS.record(marvin.start());
        copy("live_session_7");

        MODELS.bean(ModelTables.class).blankDevices(marvin.id());

        assertThat(of(marvin, "live_session_7"))
                .isEqualTo(of(marvin, "live_session"))
                .hasSize(1);
    }

    private static void copy(String table) {
        String original = table.replaceFirst("_(\\d+|old)$", "");
        MODELS.jdbc().execute("CREATE TABLE %s (LIKE %s INCLUDING ALL)".formatted(table, original));
        MODELS.jdbc()
                .execute("INSERT INTO %1$s (session_id, %3$s) SELECT session_id, %3$s FROM %2$s"
                        .formatted(table, original, MODELS.columns(original)));
    }

    private static List<Map<String, @Nullable Object>> of(TestUser user, String table) {
        return MODELS.rows(table).stream()
                .filter(row -> user.id().value().equals(row.get("user_id")))
                .toList();
    }
}
