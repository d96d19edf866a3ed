package dev.rollcall.api.operations.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Jar;
import dev.rollcall.testing.RebuildCalls;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C-2: the packaged application is killed during a rebuild. */
class RebuildCrashIT {

    private static final String KEY = "rollcall.personal-data.master-key=dGVzdHMga2VlcCBub3RoaW5nIHRoYXQgbWF0dGVycyE=";

    @Test
    void theOldTableStaysInUseAndTheNextRebuildWorks(@TempDir Path directory) throws Exception {
        TestDatabase database = TestDatabase.create();
        String[] settings = {"spring.datasource.url=" + database.url(), "rollcall.demo-users=true", KEY};
        SignedIn device;
        Reply started;
        try (Jar jar = Jar.start(directory, settings);
                var reader = database.dataSource().getConnection();
                var statement = reader.createStatement()) {
            device = jar.client().start("survivor");
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM live_session");
            started = RebuildCalls.started(
                    jar.client().signIn("admin", "admin123").client(), "live-sessions", "");
            String table = "live_session_" + started.text("id");
            await().until(() -> tables(database).contains(table));
            jar.kill();
            assertThat(tables(database)).containsExactly("live_session", table);
        }

        try (Jar jar = Jar.start(directory, settings)) {
            Client admin = jar.client().signIn("admin", "admin123").client();
            assertThat(device.at(jar.client()).profile().status()).isEqualTo(200);
            Reply failed = await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> admin.get(started.header("Location")),
                            reply -> reply.text("state").equals("FAILED"));
            assertThat(failed.text("reason")).isEqualTo("The process that ran the rebuild is gone");

            assertThat(RebuildCalls.rebuild(admin, "live-sessions")
                            .at("result.identical")
                            .asBoolean())
                    .isTrue();

            assertThat(tables(database)).containsExactly("live_session", "live_session_old");
            assertThat(device.at(jar.client()).profile().status()).isEqualTo(200);
        }
    }

    private static List<String> tables(TestDatabase database) {
        return database.jdbc()
                .queryForList(
                        "SELECT tablename FROM pg_tables WHERE tablename LIKE 'live\\_session%' ORDER BY 1",
                        String.class);
    }
}
