package dev.rollcall.api.operations.rebuild;

import dev.rollcall.api.operations.cli.RollcallCommand;
import dev.rollcall.api.privacy.DeviceSeals;
import dev.rollcall.api.web.commandline.ServerSettings;
import dev.rollcall.event.Device;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Generates events of 5,000 users, all of whose sessions but the last have ended. Arguments: the number of sessions of
 * each user, then settings.
 */
class GeneratedEvents {

    private static final String INSERT = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload_revision, payload)
            VALUES (?, ?, ?, ?::timestamptz, ?::event_type, ?, ?)
            """;

    private static final int USERS = 5_000;

    public static void main(String[] arguments) {
        int sessions = Integer.parseInt(arguments[0]);
        List<String> settings = Arrays.asList(arguments).subList(1, arguments.length);
        try (var context = new ServerSettings(RollcallCommand.commandLine(), settings).start(RebuildParts.class)) {
            Instant start = Instant.parse("2026-01-01T00:00:00Z");
            for (int round = 0; round < sessions; round++) {
                List<Object[]> rows = new ArrayList<>();
                for (int user = 0; user < USERS; user++) {
                    add(context.getBean(DeviceSeals.class), context.getBean(Serializer.class), rows, user, round,
                            start.plusSeconds(600L * round + user / 10), round == sessions - 1);
                }
                context.getBean(JdbcTemplate.class).batchUpdate(INSERT, rows);
            }
        }
    }

    private static void add(
            DeviceSeals seals, Serializer serializer, List<Object[]> rows, int user, int round, Instant at, boolean last) {
        UserId userId = new UserId("user-" + user);
        SessionId session = SessionId.of(UUID.randomUUID());
        Device device = new Device("Chrome 139 on macOS", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "192.0.2.7");
        rows.add(row(serializer, 2 * round, SessionStarted.REVISION, new SessionStarted(
                userId, session, seals.seal(userId, session, device), at, Duration.ofDays(3000),
                at.plus(Duration.ofDays(3000)), true, Initiator.user(userId), null)));
        if (!last) {
            rows.add(row(serializer, 2 * round + 1, null, new SessionTerminated(
                    userId, session, EndReason.LOGGED_OUT, Initiator.user(userId), at.plusSeconds(60))));
        }
    }

    private static Object[] row(Serializer serializer, long sequence, String revision, SessionEvent event) {
        return new Object[] {
            UUID.randomUUID(), event.userId().value(), sequence, event.occurredAt().toString(),
            event.getClass().getName(), revision, serializer.serialize(event, byte[].class).getData()
        };
    }
}
