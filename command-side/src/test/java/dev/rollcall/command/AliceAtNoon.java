package dev.rollcall.command;

import dev.rollcall.event.EndReason;
import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SealedDevice;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.event.SettingsBounds;
import dev.rollcall.event.UserId;
import dev.rollcall.event.WhenFull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;

/** What the tests of {@link UserSessions} share: it is noon, and Alice signed in on her devices in the morning. */
final class AliceAtNoon {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Duration AN_INSTANT = Duration.ofMillis(1);

    static final UserId ALICE = new UserId("alice");
    static final Initiator BY_ALICE = Initiator.user(ALICE);
    static final Initiator BY_ADMIN = Initiator.admin(new UserId("admin"));
    static final SealedDevice CHROME = new SealedDevice("Q2hyb21lIG9uIG1hY09T");

    static final SessionId PHONE = idMadeAt(NOON.minus(Duration.ofHours(3)), 1);
    static final SessionId TABLET = idMadeAt(NOON.minus(Duration.ofHours(2)), 2);
    static final SessionId LAPTOP = idMadeAt(NOON.minus(Duration.ofHours(1)), 3);
    static final SessionId NEWCOMER = idMadeAt(NOON, 4);

    static final Duration IDLE_TIMEOUT = Duration.ofHours(12);
    static final Duration ABSOLUTE_TIMEOUT = Duration.ofDays(30);
    static final SecuritySettings UNLIMITED = upTo(0, WhenFull.EVICT_OLDEST);

    static final LastActivity NEVER_USED = sessions -> Map.of();

    static final LastActivity NOT_TO_BE_ASKED = sessions -> {
        throw new AssertionError("asked for the last activity of " + sessions);
    };

    private static final long VERSION_7_AND_VARIANT = 0x8000_0000_0000_0000L;

    private AliceAtNoon() {}

    /** A UUID of version 7: its time, and {@code number} where a real one is random. */
    static SessionId idMadeAt(Instant madeAt, int number) {
        return SessionId.of(new UUID(madeAt.toEpochMilli() << 16 | 0x7000, VERSION_7_AND_VARIANT | number));
    }

    static SecuritySettings upTo(int maxSessions, WhenFull whenFull) {
        return new SecuritySettings(maxSessions, whenFull, IDLE_TIMEOUT, ABSOLUTE_TIMEOUT, 0);
    }

    static SecuritySettings upToPerHour(int maxStartsPerHour) {
        return new SecuritySettings(0, WhenFull.EVICT_OLDEST, IDLE_TIMEOUT, ABSOLUTE_TIMEOUT, maxStartsPerHour);
    }

    static SecuritySettingsOverride own(@Nullable Integer maxSessions, @Nullable WhenFull whenFull) {
        return new SecuritySettingsOverride(maxSessions, whenFull, null, null, null);
    }

    /** An operator who lets users choose as they like. */
    static OperatorSettings freely(SecuritySettings server) {
        return new OperatorSettings(
                server, new SettingsBounds(0, SecuritySettings.LONGEST_TIMEOUT, SecuritySettings.LONGEST_TIMEOUT), 0);
    }

    static StartSession start(SessionId session) {
        return new StartSession(ALICE, session, CHROME, BY_ALICE, null, null);
    }

    /** A session that started when its id was made, beside others. */
    static SessionStarted started(SessionId session) {
        return started(session, session.madeAt(), false);
    }

    static SessionStarted startedAsBootstrap(SessionId session) {
        return started(session, session.madeAt(), true);
    }

    private static SessionStarted started(SessionId session, Instant at, boolean bootstrap) {
        return new SessionStarted(
                ALICE, session, CHROME, at, IDLE_TIMEOUT, at.plus(ABSOLUTE_TIMEOUT), bootstrap, BY_ALICE, null);
    }

    static SessionEvicted evicted(SessionId session, @Nullable SessionId replacedBy, Initiator initiator) {
        return new SessionEvicted(ALICE, session, replacedBy, initiator, NOON);
    }

    static SessionTerminated loggedOut(SessionId session) {
        return new SessionTerminated(ALICE, session, EndReason.LOGGED_OUT, BY_ALICE, NOON);
    }

    static SessionExpired expired(SessionId session, ExpiryCause cause, Instant dueAt) {
        return new SessionExpired(ALICE, session, cause, dueAt);
    }

    static LastActivity used(SessionId session, Instant at) {
        return sessions -> sessions.contains(session) ? Map.of(session, at) : Map.of();
    }

    static FixtureConfiguration<UserSessions> under(SecuritySettings server) {
        return under(server, NOT_TO_BE_ASKED);
    }

    static FixtureConfiguration<UserSessions> under(SecuritySettings server, LastActivity lastActivity) {
        return under(freely(server), lastActivity);
    }

    static FixtureConfiguration<UserSessions> under(OperatorSettings operator, LastActivity lastActivity) {
        return new AggregateTestFixture<>(UserSessions.class)
                .registerInjectableResource(operator)
                .registerInjectableResource(lastActivity)
                .registerInjectableResource(Clock.fixed(NOON, ZoneOffset.UTC));
    }
}
