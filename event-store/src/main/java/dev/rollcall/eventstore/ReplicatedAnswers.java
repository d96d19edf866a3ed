package dev.rollcall.eventstore;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Queries whose warnings are failures: PostgreSQL only warns when a commit was not waited for until a standby had it. */
public final class ReplicatedAnswers {

    private ReplicatedAnswers() {}

    public static JdbcTemplate of(DataSource dataSource) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.setIgnoreWarnings(false);
        return jdbc;
    }
}
