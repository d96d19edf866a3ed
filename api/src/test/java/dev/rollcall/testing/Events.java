package dev.rollcall.testing;

/** Inserts many events directly, for tests of their readers. */
public final class Events {

    private static final String INSERT = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload)
            SELECT gen_random_uuid(), ? || (number / 10), number % 10, '2026-01-01T12:00:00Z',
                   'dev.rollcall.event.SessionStarted', convert_to(json_build_object(
                       'userId', ? || (number / 10), 'sessionId', gen_random_uuid(),
                       'device', json_build_object('label', 'Chrome 139 on macOS', 'ipAddress', '192.0.2.7',
                                                   'userAgent', repeat('Mozilla/5.0 (Macintosh) ', 5)),
                       'startedAt', '2026-01-01T12:00:00Z', 'idleTimeout', 'PT12H', 'bootstrap', true,
                       'expiresAt', '2026-01-31T12:00:00Z',
                       'initiator', json_build_object('kind', 'user', 'actorId', ? || (number / 10)))::text, 'UTF8')
            FROM generate_series(0, ? - 1) number
            """;

    private Events() {}

    /** @param user the prefix of the user ids */
    public static void insert(TestDatabase database, String user, int count) {
        database.jdbc().update(INSERT, user, user, user, count);
    }
}
