package dev.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every ending says which sessions ended, why, when, and who ended them. */
class SessionEndingTest {

    private static final UserId ALICE = new UserId("alice");
    private static final Initiator BY_ALICE = Initiator.user(ALICE);
    private static final SessionId PHONE = new SessionId("019b78c9-0800-7000-8000-000000000001");
    private static final SessionId TABLET = new SessionId("019b78ff-f680-7000-8000-000000000002");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    static Stream<Arguments> endings() {
        return Stream.of(
                arguments(
                        new SessionTerminated(ALICE, PHONE, EndReason.LOGGED_OUT, BY_ALICE, NOON),
                        EndReason.LOGGED_OUT,
                        BY_ALICE),
                arguments(
                        new SessionEvicted(ALICE, PHONE, TABLET, Initiator.POLICY, NOON),
                        EndReason.EVICTED_BY_LIMIT,
                        Initiator.POLICY),
                arguments(
                        new SessionExpired(ALICE, PHONE, ExpiryCause.IDLE, NOON),
                        EndReason.IDLE_TIMEOUT,
                        Initiator.SYSTEM),
                arguments(
                        new SessionExpired(ALICE, PHONE, ExpiryCause.ABSOLUTE, NOON),
                        EndReason.ABSOLUTE_TIMEOUT,
                        Initiator.SYSTEM),
                arguments(
                        new SessionExpired(ALICE, PHONE, ExpiryCause.ORPHANED, NOON),
                        EndReason.ORPHANED,
                        Initiator.SYSTEM),
                arguments(
                        new AllSessionsTerminated(
                                ALICE, List.of(PHONE), TABLET, EndReason.LOGGED_OUT_OTHERS, BY_ALICE, NOON),
                        EndReason.LOGGED_OUT_OTHERS,
                        BY_ALICE));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void anEndingSaysWhichSessionEndedWhyByWhomAndWhen(SessionEnding ending, EndReason reason, Initiator initiator) {
        assertThat(ending.userId()).isEqualTo(ALICE);
        assertThat(ending.endedSessions()).containsExactly(PHONE);
        assertThat(ending.reason()).isEqualTo(reason);
        assertThat(ending.initiator()).isEqualTo(initiator);
        assertThat(ending.occurredAt()).isEqualTo(NOON);
    }

    @Test
    void theListOfEndedSessionsNeverChanges() {
        List<SessionId> sessions = new ArrayList<>(List.of(PHONE, TABLET));
        var ending = new AllSessionsTerminated(ALICE, sessions, null, EndReason.LOGGED_OUT_EVERYWHERE, BY_ALICE, NOON);
        sessions.clear();
        assertThat(ending.endedSessions()).containsExactly(PHONE, TABLET);
    }
}
