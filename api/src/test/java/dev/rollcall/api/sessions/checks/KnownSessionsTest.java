package dev.rollcall.api.sessions.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.Device;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.EndedSession;
import dev.rollcall.query.livesessions.LiveSession;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownSessionsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UserId ALICE = new UserId("alice");
    private static final LiveSession PHONE = session(1);

    private final KnownSessions known = new KnownSessions(new ChecksProperties(10), new SimpleMeterRegistry());

    @Test
    void remembersWhatWasRead() {
        known.remember(PHONE, known.begin());

        assertThat(known.find(PHONE.sessionId())).isEqualTo(PHONE);
    }

    @Test
    void doesNotRememberASessionThatEndedWhileItWasRead() {
        KnownSessions.Reading reading = known.begin();
        known.end(List.of(PHONE.sessionId()));

        known.remember(PHONE, reading);

        assertThat(known.find(PHONE.sessionId())).isNull();
        assertThat(known.hasEnded(PHONE.sessionId())).isTrue();
    }

    @Test
    void forgetsAndDoesNotRememberWhatWasReadOnAnEarlierConnection() {
        known.remember(PHONE, known.begin());
        LiveSession laptop = session(2);
        KnownSessions.Reading reading = known.begin();

        known.beginEpoch();
        known.remember(laptop, reading);

        assertThat(known.find(PHONE.sessionId())).isNull();
        assertThat(known.find(laptop.sessionId())).isNull();
    }

    @Test
    void doesNotRememberConcurrentReadsWhenTooManySessionsEnded() {
        KnownSessions.Reading reading = known.begin();
        known.end(List.of(PHONE.sessionId()));
        known.end(Stream.iterate(100, id -> id + 1)
                .limit(1_000)
                .map(id -> session(id).sessionId())
                .toList());

        known.remember(PHONE, reading);

        assertThat(known.find(PHONE.sessionId())).isNull();
        known.remember(session(3), known.begin());
        assertThat(known.find(session(3).sessionId())).isNotNull();
    }

    @Test
    void remembersWhyASessionEnded() {
        EndedSession ended =
                new EndedSession(PHONE.sessionId(), ALICE, EndReason.LOGGED_OUT, NOON, Initiator.Kind.USER, null);
        known.end(List.of(PHONE.sessionId()));
        assertThat(known.whyEnded(PHONE.sessionId())).isEmpty();

        known.end(ended);
        known.end(List.of(PHONE.sessionId()));

        assertThat(known.whyEnded(PHONE.sessionId())).contains(ended);
    }

    private static LiveSession session(int number) {
        return new LiveSession(
                SessionId.of(new UUID(number, number)),
                ALICE,
                new Device("phone", null, null),
                NOON,
                NOON,
                Duration.ofHours(1),
                NOON.plus(Duration.ofDays(1)),
                false);
    }
}
