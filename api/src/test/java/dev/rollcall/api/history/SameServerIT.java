package dev.rollcall.api.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.SwitchedDataSource;
import dev.rollcall.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What follows the events reads on from the server that it began with, and from no other. */
class SameServerIT {

    private static EmbeddedPostgres server;
    private static TestDatabase first;
    private static TestDatabase second;

    @BeforeAll
    static void start() throws IOException {
        first = TestDatabase.create();
        server = EmbeddedPostgres.builder().start();
        second = TestDatabase.at(server.getJdbcUrl("postgres", "postgres"));
        for (TestDatabase database : List.of(first, second)) {
            Flyway.configure().dataSource(database.dataSource()).load().migrate();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void nothingIsReadOnFromAServerThatTookThePlaceOfAnother() {
        SwitchedDataSource database = new SwitchedDataSource(first);
        SameServer same = new SameServer(
                new JdbcTemplate(database),
                new TransactionTemplate(new JdbcTransactionManager(database)),
                new LostEvents(new SimpleMeterRegistry()),
                0);

        assertThat(same.answer(() -> "read")).isEqualTo("read");
        assertThat(same.answer(() -> "read on")).isEqualTo("read on");
        database.switchTo(second);
        assertThatThrownBy(() -> same.answer(() -> "from another"))
                .hasMessage("The database server was replaced by another one; reading begins anew");
    }
}
