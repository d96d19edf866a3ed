import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Inserts events and measures how fast the transparency log follows. Arguments: JDBC URL, number of events. */
public class ManyEvents {

    private static final String INSERT = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload)
            SELECT gen_random_uuid(), 'bench-' || (number / 10), number % 10, '2026-01-01T12:00:00Z',
                   'dev.rollcall.event.SessionStarted', convert_to(json_build_object(
                       'userId', 'bench-' || (number / 10), 'sessionId', gen_random_uuid(),
                       'device', json_build_object('label', 'Chrome 139 on macOS', 'ipAddress', '192.0.2.7',
                                                   'userAgent', repeat('Mozilla/5.0 (Macintosh) ', 5)),
                       'startedAt', '2026-01-01T12:00:00Z', 'idleTimeout', 'PT12H', 'bootstrap', true,
                       'expiresAt', '2026-01-31T12:00:00Z',
                       'initiator', json_build_object('kind', 'user', 'actorId', 'bench-' || (number / 10)))::text, 'UTF8')
            FROM generate_series(0, ? - 1) number
            """;

    private static final long NANOS = 1_000_000_000;

    public static void main(String[] arguments) throws SQLException, InterruptedException {
        int count = Integer.parseInt(arguments[1]);
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setInt(1, count);
                insert.execute();
            }
            long startedAt = System.nanoTime();
            long size = size(connection);
            while (size < count) {
                Thread.sleep(20);
                size = size(connection);
            }
            long nanos = System.nanoTime() - startedAt;
            System.out.printf("%d events appended in %d ms: %d/s%n", count, nanos / 1_000_000, count * NANOS / nanos);
        }
    }

    private static long size(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT size FROM transparency_log_head")) {
            row.next();
            return row.getLong(1);
        }
    }
}
