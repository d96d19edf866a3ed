package dev.rollcall.eventstore;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Runs queries whose warnings count as failures, because PostgreSQL only warns when a commit stops waiting for a
 * standby.
 */
public final class ReplicatedAnswers {

    private ReplicatedAnswers() {}

    public static JdbcClient of(DataSource dataSource) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.setIgnoreWarnings(false);
        return JdbcClient.create(jdbc);
    }
}
