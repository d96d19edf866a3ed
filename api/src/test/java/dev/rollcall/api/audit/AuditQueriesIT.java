package dev.rollcall.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** S4-5: auditor queries are recorded. */
class AuditQueriesIT {

    private static final Client AUDITOR =
            SharedNode.client().signIn("auditor", "audit123").client();

    @Test
    void recordsEveryQueryWithItsParameters() {
        AUDITOR.get("/audit/users/recorded/timeline?limit=7");
        AUDITOR.get("/audit/sessions?at=junk");
        AUDITOR.post(
                "/audit/what-if",
                Map.of(
                        "from", "2026-01-01T00:00:00Z",
                        "to", "2026-01-02T00:00:00Z",
                        "policy", Map.of("maxSessions", 3, "whenFull", "REJECT")));
        AUDITOR.send("HEAD", "/audit/export?from=0", null);

        Reply recorded = AUDITOR.get("/audit/queries?limit=5");

        assertThat(recorded.texts("queries", "path"))
                .containsExactly(
                        "/audit/queries",
                        "/audit/export",
                        "/audit/what-if",
                        "/audit/sessions",
                        "/audit/users/recorded/timeline");
        assertThat(recorded.texts("queries", "actor")).containsOnly("auditor");
        assertThat(recorded.text("queries.1.parameters")).isEqualTo("from=0");
        assertThat(recorded.text("queries.2.parameters")).contains("\"maxSessions\":3");
        assertThat(recorded.text("queries.3.parameters")).isEqualTo("at=junk");
        assertThat(recorded.text("queries.4.parameters")).isEqualTo("limit=7");
        Reply older = AUDITOR.get("/audit/queries?limit=1&cursor=" + recorded.text("next"));
        assertThat(older.at("queries.0.id").asLong())
                .isLessThan(recorded.at("queries.4.id").asLong());
    }

    @Test
    void doesNotRecordRefusedRequests() {
        Client admin = SharedNode.client().signIn("admin", "admin123").client();

        assertThat(admin.get("/audit/queries").code()).isEqualTo("FORBIDDEN");

        assertThat(AUDITOR.get("/audit/queries").texts("queries", "actor")).doesNotContain("admin");
    }

    @Test
    void recordsCannotBeChanged() {
        AUDITOR.get("/audit/queries");

        for (String change :
                List.of("UPDATE audit_query SET actor = 'x'", "DELETE FROM audit_query", "TRUNCATE audit_query")) {
            assertThatThrownBy(() -> SharedNode.database().jdbc().execute(change))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("never changed");
        }
    }
}
