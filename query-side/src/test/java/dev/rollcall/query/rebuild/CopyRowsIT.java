package dev.rollcall.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.query.testing.ReadModels;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

        transaction.executeWithoutResult(status -> new CopyRows("copied", List.of("a", "b", "c", "d", "e", "f", "g"))
                .row()
                .uuid(uuid)
                .text(text)
                .number(Long.MIN_VALUE)
                .flag(true)
                .flag(false)
                .text("")
                .uuid(null)
                .row()
                .nothing(7)
                .insert(MODELS.jdbc()));

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

        transaction.executeWithoutResult(status -> new CopyRows("times", List.of("at"))
                .row()
                .time(Instant.parse(time))
                .insert(MODELS.jdbc()));

        assertThat(MODELS.jdbc().queryForObject("SELECT at = ?::timestamptz FROM times", Boolean.class, time))
                .isTrue();
    }

    @Test
    void insertsNothingIfOneRowIsWrong() {
        MODELS.jdbc().execute("DROP TABLE IF EXISTS positive");
        MODELS.jdbc().execute("CREATE TABLE positive (a bigint CHECK (a > 0))");
        CopyRows rows =
                new CopyRows("positive", List.of("a")).row().number(1).row().number(-1);

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> rows.insert(MODELS.jdbc())))
                .isInstanceOf(DataAccessException.class);

        assertThat(MODELS.jdbc().queryForList("SELECT * FROM positive")).isEmpty();
    }
}
