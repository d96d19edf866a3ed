package dev.rollcall.query.rebuild;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows in the binary format of PostgreSQL's {@code COPY}, which is the fastest way to insert many of them. */
public final class CopyRows {

    private static final byte[] HEADER = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final int END = -1;

    private static final int NULL = -1;

    private static final long POSTGRES_EPOCH_SECOND =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private static final int MICROS = 1_000_000;

    private static final double NANOS = 1_000_000_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final String copy;
    private final int columns;

    /** @param columns of the table, in the order in which the values of each row are added */
    public CopyRows(String table, List<String> columns) {
        this.copy = "COPY %s (%s) FROM STDIN WITH (FORMAT binary)".formatted(table, String.join(", ", columns));
        this.columns = columns.size();
        write(() -> out.write(HEADER));
    }

    /** Begins a row. */
    public CopyRows row() {
        return write(() -> out.writeShort(columns));
    }

    public CopyRows text(@Nullable Object text) {
        return text == null ? nothing(1) : value(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    public CopyRows uuid(@Nullable UUID uuid) {
        return uuid == null
                ? nothing(1)
                : write(() -> {
                    out.writeInt(2 * Long.BYTES);
                    out.writeLong(uuid.getMostSignificantBits());
                    out.writeLong(uuid.getLeastSignificantBits());
                });
    }

    /** Rounds to microseconds as PostgreSQL does when it reads a text. */
    public CopyRows time(@Nullable Instant time) {
        return time == null
                ? nothing(1)
                : number((time.getEpochSecond() - POSTGRES_EPOCH_SECOND) * MICROS
                        + (long) Math.rint(time.getNano() / NANOS * MICROS));
    }

    public CopyRows number(long number) {
        return write(() -> {
            out.writeInt(Long.BYTES);
            out.writeLong(number);
        });
    }

    public CopyRows flag(boolean flag) {
        return value(new byte[] {(byte) (flag ? 1 : 0)});
    }

    private CopyRows value(byte[] value) {
        return write(() -> {
            out.writeInt(value.length);
            out.write(value);
        });
    }

    /** Leaves the next columns empty. */
    public CopyRows nothing(int values) {
        for (int i = 0; i < values; i++) {
            write(() -> out.writeInt(NULL));
        }
        return this;
    }

    /** Inserts the rows in the current transaction. */
    public void insert(JdbcTemplate jdbc) {
        write(() -> out.writeShort(END));
        jdbc.execute((ConnectionCallback<Long>) connection -> {
            CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
            try {
                byte[] all = bytes.toByteArray();
                in.writeToCopy(all, 0, all.length);
                return in.endCopy();
            } finally {
                cancelIfActive(in);
            }
        });
    }

    private static void cancelIfActive(CopyIn in) throws SQLException {
        if (in.isActive()) {
            in.cancelCopy();
        }
    }

    @FunctionalInterface
    private interface Output {

        void write() throws IOException;
    }

    private CopyRows write(Output output) {
        try {
            output.write();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
