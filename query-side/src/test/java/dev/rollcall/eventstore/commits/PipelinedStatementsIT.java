package dev.rollcall.eventstore.commits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.query.testing.ReadModels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** C-1: statements that are sent together give each its own result. */
class PipelinedStatementsIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private static final JdbcTemplate JDBC = MODELS.jdbc();

    private static final String INSERT = "INSERT INTO piped SELECT unnest(?::text[])";

    private final PipelinedStatements statements = new PipelinedStatements(JDBC);
    private final List<Object> results = new ArrayList<>();

    @BeforeEach
    void create() {
        JDBC.execute("CREATE TABLE piped (name text CHECK (name <> 'invalid'))");
    }

    @AfterEach
    void drop() {
        JDBC.execute("DROP TABLE piped");
    }

    @Test
    void eachStatementSeesWhatThoseBeforeItDid() {
        statements.update("RESET lock_timeout");
        statements.update(INSERT, results::add, (Object) new String[] {"a", "b", null});
        select("a");
        statements.update("DELETE FROM piped WHERE name = ?", results::add, "a");
        select("a");
        statements.update("SELECT pg_advisory_xact_lock(1)");
        statements.update("UPDATE piped SET name = ? WHERE name IS NULL", results::add, "c");
        select("c");
        assertThat(JDBC.queryForObject("SELECT count(*) FROM piped", Long.class))
                .isZero();

        statements.send();

        assertThat(results).containsExactly(3, List.of("a"), 1, List.of(), 1, List.of("c"));
    }

    @Test
    void whatFollowsRunsAfterAllStatementsAndOnce() {
        statements.update(INSERT, rows -> results.add(names()), (Object) new String[] {"a"});
        statements.afterwards(() -> results.add("last"));
        statements.update(INSERT, rows -> results.add(rows), (Object) new String[] {"b"});

        statements.send();
        statements.send();

        assertThat(results).containsExactly(List.of("a", "b"), 1, "last");
    }

    @Test
    void nothingFollowsFromAFailedStatement() {
        statements.update(INSERT, results::add, (Object) new String[] {"a"});
        statements.update(INSERT, results::add, (Object) new String[] {"invalid"});
        statements.afterwards(() -> results.add("last"));

        assertThatThrownBy(statements::send).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(results).isEmpty();
        assertThat(names()).isEmpty();
    }

    private void select(String name) {
        statements.query(
                "SELECT name FROM piped WHERE name = ?", (row, index) -> row.getString("name"), results::add, name);
    }

    private static List<String> names() {
        return JDBC.queryForList("SELECT name FROM piped ORDER BY name", String.class);
    }
}
