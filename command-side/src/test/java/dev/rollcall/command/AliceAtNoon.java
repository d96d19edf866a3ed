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
public final class AliceAtNoon {

    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    public static final Duration AN_INSTANT = Duration.ofMillis(1);

    public static final UserId ALICE = new UserId("alice");
    public static final Initiator BY_ALICE = Initiator.user(ALICE);
    public static final Initiator BY_ADMIN = Initiator.admin(new UserId("admin"));
    public static final SealedDevice CHROME = new SealedDevice("Q2hyb21lIG9uIG1hY09T");

    public static final SessionId PHONE = idMadeAt(NOON.minus(Duration.ofHours(3)), 1);
    public static final SessionId TABLET = idMadeAt(NOON.minus(Duration.ofHours(2)), 2);
    public static final SessionId LAPTOP = idMadeAt(NOON.minus(Duration.ofHours(1)), 3);
    public static final SessionId NEWCOMER = idMadeAt(NOON, 4);

    public static final Duration IDLE_TIMEOUT = Duration.ofHours(12);
    public static final Duration ABSOLUTE_TIMEOUT = Duration.ofDays(30);
    public static final SecuritySettings UNLIMITED = upTo(0, WhenFull.EVICT_OLDEST);

    public static final LastActivity NEVER_USED = sessions -> Map.of();

    public static final LastActivity MUST_NOT_BE_READ = sessions -> {
        throw new AssertionError("asked for the last activity of " + sessions);
    };

    private static final long VERSION_7_AND_VARIANT = 0x8000_0000_0000_0000L;

    private AliceAtNoon() {}

    /** Returns a version 7 UUID with the given time, and {@code number} in place of the random bits. */
    public static SessionId idMadeAt(Instant madeAt, int number) {
        return SessionId.of(new UUID(madeAt.toEpochMilli() << 16 | 0x7000, VERSION_7_AND_VARIANT | number));
    }

    public static SecuritySettings upTo(int maxSessions, WhenFull whenFull) {
        return new SecuritySettings(maxSessions, whenFull, IDLE_TIMEOUT, ABSOLUTE_TIMEOUT, 0);
    }

    public static SecuritySettings upToPerHour(int maxStartsPerHour) {
        return new SecuritySettings(0, WhenFull.EVICT_OLDEST, IDLE_TIMEOUT, ABSOLUTE_TIMEOUT, maxStartsPerHour);
    }

    public static SecuritySettingsOverride own(@Nullable Integer maxSessions, @Nullable WhenFull whenFull) {
        return new SecuritySettingsOverride(maxSessions, whenFull, null, null, null);
    }

    /** Returns the settings of an operator who lets users choose as they like. */
    public static OperatorSettings unbounded(SecuritySettings server) {
        return new OperatorSettings(
                server, new SettingsBounds(0, SecuritySettings.LONGEST_TIMEOUT, SecuritySettings.LONGEST_TIMEOUT), 0);
    }

    public static StartSession start(SessionId session) {
        return new StartSession(ALICE, session, CHROME, BY_ALICE, null, null);
    }

    /** A session that started when its id was made, and was not the first. */
    public static SessionStarted started(SessionId session) {
        return started(session, session.madeAt(), false);
    }

    public static SessionStarted startedAsBootstrap(SessionId session) {
        return started(session, session.madeAt(), true);
    }

    private static SessionStarted started(SessionId session, Instant at, boolean bootstrap) {
        return new SessionStarted(
                ALICE, session, CHROME, at, IDLE_TIMEOUT, at.plus(ABSOLUTE_TIMEOUT), bootstrap, BY_ALICE, null);
    }

    public static SessionEvicted evicted(SessionId session, @Nullable SessionId replacedBy, Initiator initiator) {
        return new SessionEvicted(ALICE, session, replacedBy, initiator, NOON);
    }

    public static SessionTerminated loggedOut(SessionId session) {
        return new SessionTerminated(ALICE, session, EndReason.LOGGED_OUT, BY_ALICE, NOON);
    }

    public static SessionExpired expired(SessionId session, ExpiryCause cause, Instant dueAt) {
        return new SessionExpired(ALICE, session, cause, dueAt);
    }

    public static LastActivity used(SessionId session, Instant at) {
        return sessions -> sessions.contains(session) ? Map.of(session, at) : Map.of();
    }

    public static FixtureConfiguration<UserSessions> under(SecuritySettings server) {
        return under(server, MUST_NOT_BE_READ);
    }

    public static FixtureConfiguration<UserSessions> under(SecuritySettings server, LastActivity lastActivity) {
        return under(unbounded(server), lastActivity);
    }

    public static FixtureConfiguration<UserSessions> under(OperatorSettings operator, LastActivity lastActivity) {
        return new AggregateTestFixture<>(UserSessions.class)
                .registerInjectableResource(operator)
                .registerInjectableResource(lastActivity)
                .registerInjectableResource(Clock.fixed(NOON, ZoneOffset.UTC));
    }
}
