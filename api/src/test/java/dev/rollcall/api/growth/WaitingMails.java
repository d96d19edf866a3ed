package dev.rollcall.api.growth;

import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Node;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mails are sent in the background, which reads rows, too, and holds connections. */
final class WaitingMails {

    /** Those that were sent are kept for a minute. */
    private static final String COUNT =
            "SELECT count(*) FROM mail_task WHERE picked OR execution_time < now() + interval '10 seconds'";

    private final JdbcClient database;

    WaitingMails(Node node) {
        this.database = node.bean(JdbcClient.class);
    }

    /** Returns the status after waiting. */
    int awaitNone(int status) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> database.sql(COUNT).query(Long.class).single() == 0);
        return status;
    }
}
