package dev.rollcall.api.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An attacker with write access to the database changes the log while the service runs. */
class RewrittenLogIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE);

    @AfterAll
    static void stop() {
        NODE.close();
    }

    @Test
    void appendsNothingToAChangedLog() {
        NODE.client().start("before");
        await().until(this::sizeInTheDatabase, now -> now == events());
        int size = events();
        byte[] root = DATABASE.jdbc().queryForObject("SELECT root_hash FROM transparency_log_head", byte[].class);
        DATABASE.jdbc().update("UPDATE transparency_log_head SET root_hash = sha256(root_hash)");

        NODE.client().start("after");
        await().during(Duration.ofSeconds(1)).until(this::sizeInTheDatabase, now -> now == size);

        DATABASE.jdbc().update("UPDATE transparency_log_head SET root_hash = ?", root);
        await().until(this::sizeInTheDatabase, now -> now > size && now == events());
    }

    @Test
    void neverSignsTwoRootsForOneSize() {
        NODE.client().start("signed");
        Auditor auditor = Auditor.at(NODE.client());
        String signed = auditor.awaitAllLogged(DATABASE).checkpoint();
        int size = auditor.size();
        DATABASE.jdbc().execute("TRUNCATE transparency_log_leaf, transparency_log_node");
        DATABASE.jdbc().update("UPDATE domain_event_entry SET event_identifier = gen_random_uuid()");
        DATABASE.jdbc()
                .update("UPDATE transparency_log_head SET size = 0, root_hash = sha256(''), last_global_index = 0");
        await().until(this::sizeInTheDatabase, now -> now == size);

        Reply refused = auditor.client().get("/audit/checkpoint");

        assertThat(refused.code()).isEqualTo("INTERNAL_ERROR");
        assertThat(refused.toString()).doesNotContain(signed.split("\n")[0] + "\n" + size);
    }

    private int sizeInTheDatabase() {
        return number("SELECT size FROM transparency_log_head");
    }

    private static int events() {
        return number("SELECT count(*) FROM domain_event_entry");
    }

    private static int number(String query) {
        return Objects.requireNonNull(DATABASE.jdbc().queryForObject(query, Integer.class));
    }
}
