package dev.rollcall.eventstore.commits;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.RowMapperResultSetExtractor;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;

/**
 * Statements that are sent together, in one round trip to the database, and run in their order. Each sees what those
 * before it did. What follows from their results is done when all of them have run.
 */
public final class PipelinedStatements {

    private final JdbcTemplate jdbc;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    private record Statement(String sql, @Nullable Object[] values, Result result) {}

    private interface Result {

        /** Reads the current result, and returns what to do when all statements have run. */
        Runnable read(PreparedStatement statement) throws SQLException;
    }

    PipelinedStatements(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param values of the statement's question marks, in their order */
    public void update(String sql, @Nullable Object... values) {
        add(sql, values, statement -> () -> {});
    }

    /** @param then gets the number of rows that were inserted, updated or deleted */
    public void update(String sql, IntConsumer then, @Nullable Object... values) {
        add(sql, values, statement -> {
            int rows = statement.getUpdateCount();
            return () -> then.accept(rows);
        });
    }

    /** @param then gets the rows that were found */
    public <T> void query(String sql, RowMapper<T> mapper, Consumer<List<T>> then, @Nullable Object... values) {
        RowMapperResultSetExtractor<T> extractor = new RowMapperResultSetExtractor<>(mapper);
        add(sql, values, statement -> {
            List<T> rows = extractor.extractData(statement.getResultSet());
            return () -> then.accept(rows);
        });
    }

    /** Runs something after what follows from all results. */
    public void afterwards(Runnable last) {
        afterwards.add(last);
    }

    private void add(String sql, @Nullable Object[] values, Result result) {
        statements.add(new Statement(sql, values, result));
    }

    /** Runs what was added since the last time. */
    void send() {
        List<Statement> sent = List.copyOf(statements);
        List<Runnable> last = List.copyOf(afterwards);
        statements.clear();
        afterwards.clear();
        if (!sent.isEmpty()) {
            run(sent).forEach(Runnable::run);
        }
        last.forEach(Runnable::run);
    }

    private List<Runnable> run(List<Statement> sent) {
        String sql = sent.stream().map(Statement::sql).collect(Collectors.joining(";\n"));
        return Objects.requireNonNull(jdbc.execute(sql, (PreparedStatement statement) -> run(statement, sent)));
    }

    private static List<Runnable> run(PreparedStatement prepared, List<Statement> sent) throws SQLException {
        int index = 1;
        for (Statement statement : sent) {
            for (Object value : statement.values()) {
                StatementCreatorUtils.setParameterValue(prepared, index++, SqlTypeValue.TYPE_UNKNOWN, value);
            }
        }
        prepared.execute();
        List<Runnable> consequences = new ArrayList<>(sent.size());
        for (Statement statement : sent) {
            consequences.add(statement.result().read(prepared));
            prepared.getMoreResults();
        }
        return consequences;
    }
}
