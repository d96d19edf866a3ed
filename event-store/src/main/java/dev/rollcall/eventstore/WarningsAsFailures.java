package dev.rollcall.eventstore;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Creates a {@link JdbcClient} for which a warning is a failure, because PostgreSQL only warns when a commit stops
 * waiting for a standby.
 */
public final class WarningsAsFailures {

    private WarningsAsFailures() {}

    public static JdbcClient jdbcClient(DataSource dataSource) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.setIgnoreWarnings(false);
        return JdbcClient.create(jdbc);
    }
}
