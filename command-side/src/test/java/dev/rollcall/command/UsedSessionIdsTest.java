package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.rollcall.command.refusal.SessionIdUsed;
import dev.rollcall.event.SessionId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session id can start one session, soon after it was made. */
class UsedSessionIdsTest {

    private static final SessionId MADE_AT_NOON = idMadeAt(NOON, 1);
    private static final SessionId ANOTHER_MADE_AT_NOON = idMadeAt(NOON, 2);

    private final UsedSessionIds usedIds = new UsedSessionIds();

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT-0.001S", "PT0S", "PT5M", "PT10M"})
    void anIdIsUsableForTenMinutesAndBeforeItWasMadeIfTheClockIsSlow(Duration later) {
        assertThatNoException().isThrownBy(() -> usedIds.requireUnused(MADE_AT_NOON, NOON.plus(later)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M0.001S", "PT11M", "P1D"})
    void anIdIsRefusedWhenItIsOlder(Duration later) {
        assertThatExceptionOfType(SessionIdUsed.class)
                .isThrownBy(() -> usedIds.requireUnused(MADE_AT_NOON, NOON.plus(later)))
                .withMessage("Session id 019b796d-d600-7000-8000-000000000001 cannot start a session:"
                        + " it was used before or made too long ago.");
    }

    @Test
    void theIdOfAnEndedSessionIsRefusedAndNoOther() {
        usedIds.addAll(List.of(MADE_AT_NOON), NOON);
        assertThatExceptionOfType(SessionIdUsed.class).isThrownBy(() -> usedIds.requireUnused(MADE_AT_NOON, NOON));
        assertThatNoException().isThrownBy(() -> usedIds.requireUnused(ANOTHER_MADE_AT_NOON, NOON));
    }

    /** After that, the id is too old for any clock that is less than ten minutes slow. */
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT10M", "PT20M"})
    void anIdIsRememberedForTwentyMinutesAfterItWasMade(Duration later) {
        usedIds.addAll(List.of(MADE_AT_NOON), NOON);
        usedIds.addAll(List.of(idMadeAt(NOON.plus(later), 3)), NOON.plus(later));
        assertThatExceptionOfType(SessionIdUsed.class).isThrownBy(() -> usedIds.requireUnused(MADE_AT_NOON, NOON));
    }

    @Test
    void isForgottenAfterThatSoThatTheListStaysShort() {
        usedIds.addAll(List.of(ANOTHER_MADE_AT_NOON, MADE_AT_NOON), NOON);
        SessionId later = idMadeAt(NOON.plus(Duration.ofMinutes(15)), 3);
        usedIds.addAll(List.of(later), NOON.plus(Duration.ofMinutes(20)).plusMillis(1));
        assertThat(StoredJson.tree(usedIds)).isEqualTo(StoredJson.tree(List.of(later)));
    }

    @Test
    void theIdOfALongSessionIsNotRemembered() {
        usedIds.addAll(List.of(MADE_AT_NOON), NOON.plus(Duration.ofDays(30)));
        assertThat(StoredJson.tree(usedIds)).isEmpty();
    }
}
