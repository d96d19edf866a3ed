package dev.rollcall.eventstore.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of this node, in milliseconds, so that a time is the same in events, tables and responses. Throws {@link
 * ClockOff} instead of a wrong time. No request is answered and no task does anything by a wrong time that way.
 */
public final class VerifiedClock extends Clock {

    private final ServerClock server;
    private final ZoneId zone;

    public VerifiedClock(ServerClock server) {
        this(server, ZoneOffset.UTC);
    }

    private VerifiedClock(ServerClock server, ZoneId zone) {
        this.server = server;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return server.verifiedNow();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new VerifiedClock(server, other);
    }
}
