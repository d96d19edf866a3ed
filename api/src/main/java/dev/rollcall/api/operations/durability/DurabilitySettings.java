package dev.rollcall.api.operations.durability;

import dev.rollcall.api.operations.metrics.DatabaseGauges;
import io.micrometer.core.instrument.Tags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Warns while PostgreSQL is set up so that it may lose what it has committed. */
@Component
class DurabilitySettings {

    private static final Logger log = LoggerFactory.getLogger(DurabilitySettings.class);

    /** Any role may count the standbys. A running base backup counts as one. */
    private static final String SELECT = """
            SELECT current_setting('fsync') = 'on' AS fsync,
                   current_setting('full_page_writes') = 'on' AS full_page_writes,
                   current_setting('synchronous_commit') AS synchronous_commit,
                   current_setting('synchronous_standby_names') <> '' AS synchronous,
                   (SELECT count(*) FROM pg_stat_replication) AS standbys
            """;

    private final JdbcClient jdbc;
    private List<String> warned = List.of();

    private record Settings(
            boolean fsync, boolean fullPageWrites, String synchronousCommit, boolean synchronous, int standbys) {

        private static Settings of(ResultSet row, int number) throws SQLException {
            return new Settings(
                    row.getBoolean("fsync"),
                    row.getBoolean("full_page_writes"),
                    row.getString("synchronous_commit"),
                    row.getBoolean("synchronous"),
                    row.getInt("standbys"));
        }

        private List<String> warnings() {
            List<String> warnings = new ArrayList<>();
            if (standbys > 0 && !synchronous) {
                warnings.add("PostgreSQL has standbys, but synchronous_standby_names is empty: a failover may lose"
                        + " acknowledged logins and logouts");
            }
            if (!fsync || !fullPageWrites) {
                warnings.add("fsync or full_page_writes of PostgreSQL is off: a crash of its machine may lose or damage"
                        + " everything");
            }
            if (synchronousCommit.equals("off")) {
                warnings.add(
                        "synchronous_commit of PostgreSQL is off: a crash may lose acknowledged logins and logouts");
            }
            if (synchronous && synchronousCommit.equals("local")) {
                warnings.add("synchronous_commit of PostgreSQL is local: commits do not wait for the standbys, so a"
                        + " failover may lose acknowledged logins and logouts");
            }
            return warnings;
        }
    }

    DurabilitySettings(JdbcClient jdbc, DatabaseGauges gauges) {
        this.jdbc = jdbc;
        gauges.register(
                "rollcall.durability.warnings",
                "Settings of PostgreSQL because of which it may lose what it has committed; the log names them",
                Tags.empty(),
                this::countWarnings);
    }

    private int countWarnings() {
        List<String> warnings = jdbc.sql(SELECT).query(Settings::of).single().warnings();
        if (!warnings.equals(warned)) {
            warnings.forEach(warning -> log.warn("{}. See 'Settings of PostgreSQL' in docs/install.md", warning));
            if (warnings.isEmpty()) {
                log.info("PostgreSQL is set up to keep what it has committed");
            }
            warned = warnings;
        }
        return warnings.size();
    }
}
