package dev.rollcall.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bytefish.pgbulkinsert.row.SimpleRow;
import dev.rollcall.query.testing.ReadModels;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CopyRowsIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private final TransactionTemplate transaction =
            new TransactionTemplate(MODELS.bean(PlatformTransactionManager.class));

    @Test
    void insertsValuesOfEveryType() {
        UUID uuid = UUID.randomUUID();
        String text = "tab\t, line\n, \\N, ñ, 東京, 🛼, \"";
        MODELS.jdbc().execute("DROP TABLE IF EXISTS copied");
        MODELS.jdbc().execute("CREATE TABLE copied (a uuid, b text, c bigint, d boolean, e boolean, f text, g uuid)");

        insert("copied", List.of("a", "b", "c", "d", "e", "f", "g"), List.of(true, false), (isSet, row) -> {
            if (isSet) {
                row.setUUID("a", uuid);
                row.setText("b", text);
                row.setLong("c", Long.MIN_VALUE);
                row.setBoolean("d", true);
                row.setBoolean("e", false);
                row.setText("f", "");
                row.setUUID("g", null);
            }
        });

        assertThat(MODELS.jdbc().queryForList("SELECT * FROM copied WHERE a IS NOT NULL"))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.values()).containsExactly(uuid, text, Long.MIN_VALUE, true, false, "", null));
        assertThat(MODELS.jdbc().queryForList("SELECT * FROM copied WHERE a IS NULL"))
                .singleElement()
                .satisfies(row -> assertThat(row.values()).containsOnlyNulls());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01T12:00:00Z",
                "2026-01-01T12:00:00.123456Z",
                "2026-01-01T12:00:00.1234565Z",
                "2026-01-01T12:00:00.1234575Z",
                "2026-01-01T12:00:00.999999999Z",
                "1969-12-31T23:59:59.999999500Z",
                "1999-12-31T23:59:59.0000005Z"
            })
    void hasTheTimesThatPostgresReads(String time) {
        MODELS.jdbc().execute("DROP TABLE IF EXISTS times");
        MODELS.jdbc().execute("CREATE TABLE times (at timestamptz)");

        insert(
                "times",
                List.of("at"),
                List.of(Instant.parse(time)),
                (at, row) -> row.setTimeStampTz("at", CopyRows.time(at)));

        assertThat(MODELS.jdbc().queryForObject("SELECT at = ?::timestamptz FROM times", Boolean.class, time))
                .isTrue();
    }

    @Test
    void insertsNothingIfOneRowIsWrong() {
        MODELS.jdbc().execute("DROP TABLE IF EXISTS positive");
        MODELS.jdbc().execute("CREATE TABLE positive (a bigint CHECK (a > 0))");

        assertThatThrownBy(() ->
                        insert("positive", List.of("a"), List.of(1L, -1L), (number, row) -> row.setLong("a", number)))
                .isInstanceOf(DataAccessException.class);

        assertThat(MODELS.jdbc().queryForList("SELECT * FROM positive")).isEmpty();
    }

    private <T> void insert(String table, List<String> columns, List<T> rows, BiConsumer<T, SimpleRow> values) {
        transaction.executeWithoutResult(status -> CopyRows.insert(MODELS.jdbc(), table, columns, rows, values));
    }
}
