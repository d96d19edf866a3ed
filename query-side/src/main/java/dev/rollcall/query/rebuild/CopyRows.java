package dev.rollcall.query.rebuild;

import de.bytefish.pgbulkinsert.exceptions.BinaryWriteFailedException;
import de.bytefish.pgbulkinsert.row.SimpleRow;
import de.bytefish.pgbulkinsert.row.SimpleRowWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Inserts rows by PostgreSQL's {@code COPY}, which is the fastest way to insert many of them. */
public final class CopyRows {

    private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

    private CopyRows() {}

    /**
     * Inserts rows in the current transaction.
     *
     * @param columns of the table that get values; a value that is not set is null
     * @param values sets the values of a row, by the names of their columns
     */
    public static <T> void insert(
            JdbcTemplate jdbc,
            String table,
            List<String> columns,
            Collection<T> rows,
            BiConsumer<T, SimpleRow> values) {
        SimpleRowWriter.Table target = new SimpleRowWriter.Table(table, columns.toArray(String[]::new));
        jdbc.execute((ConnectionCallback<Integer>) connection -> {
            try (SimpleRowWriter writer = new SimpleRowWriter(target, connection.unwrap(PGConnection.class))) {
                rows.forEach(row -> writer.startRow(copied -> values.accept(row, copied)));
            } catch (BinaryWriteFailedException failure) {
                if (failure.getCause() instanceof SQLException cause) {
                    throw cause;
                }
                throw failure;
            }
            return rows.size();
        });
    }

    /** Rounds to microseconds as PostgreSQL does when it reads a text. */
    public static ZonedDateTime time(Instant time) {
        long micros = (long) Math.rint(time.getNano() / NANOS_PER_MICRO);
        return Instant.ofEpochSecond(time.getEpochSecond(), TimeUnit.MICROSECONDS.toNanos(micros))
                .atZone(ZoneOffset.UTC);
    }
}
