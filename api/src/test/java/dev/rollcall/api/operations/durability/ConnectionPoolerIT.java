package dev.rollcall.api.operations.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.PgBouncer;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** S2-9: a pooler that shares server connections between transactions would hide what a node must notice. */
@EnabledIf("dev.rollcall.testing.PgBouncer#isInstalled")
class ConnectionPoolerIT {

    private final TestDatabase database = TestDatabase.create();

    @TempDir
    private Path directory;

    @Test
    void aNodeDoesNotStartBehindTransactionPooling() {
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", directory)) {
            assertThatThrownBy(() -> Node.start(pooler.database()).close())
                    .rootCause()
                    .hasMessageContaining("A connection pooler in transaction mode");
        }
        assertThat(database.jdbc().queryForList("SELECT * FROM account"))
                .as("nothing but the tables")
                .isEmpty();
    }

    @Test
    void sessionPoolingWorks() {
        try (PgBouncer pooler = PgBouncer.start(database, "session", directory);
                Node node = Node.start(pooler.database());
                Node other = Node.start(pooler.database())) {
            SignedIn device = node.client().start("pooled");
            assertThat(device.at(other.client()).profile().status()).isEqualTo(200);
            assertThat(device.client().post("/auth/logout").status()).isEqualTo(200);
            await().until(() -> device.at(other.client()).profile().code().equals("SESSION_ENDED"));
        }
    }
}
