package dev.rollcall.api.tokens.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.api.tokens.ClusterSecrets.Generation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a node follows a key that another one replaces. */
class FollowedKeyTest {

    private static final Duration PUBLICATION = Duration.ofMinutes(10);

    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

    private Instant now = NOW;
    private final byte[] old = HmacKey.random();
    private final byte[] young = HmacKey.random();
    private final List<Generation> stored = new ArrayList<>(List.of(new Generation(1, old, NOW)));
    private int reads;
    private boolean isReadable = true;
    private final FollowedKey followed = new FollowedKey("tests", this::read, PUBLICATION, () -> now);

    @Test
    void aNewKeySignsWhenItHasBeenPublishedLongEnough() {
        replaceAfter(Duration.ofMinutes(1));

        now = now.plus(PUBLICATION.minusMillis(1));
        assertThat(signature()).isEqualTo(signatureOf(old));
        now = now.plus(Duration.ofMillis(1));
        assertThat(signature()).isEqualTo(signatureOf(young));
    }

    @Test
    void theFirstKeySignsOnANodeWhoseClockIsBehind() {
        now = now.plus(Duration.ofSeconds(-5));
        assertThat(signature()).isEqualTo(signatureOf(old));
    }

    @Test
    void keysAreReadBeforeASignatureThatMayComeTooLateForTheOldOne() {
        now = now.plus(PUBLICATION.dividedBy(2));
        signature();
        assertThat(reads).isEqualTo(1);
        now = now.plus(Duration.ofMillis(1));
        signature();
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void aKeyIsAcceptedBeforeItSignsAndAfterwards() {
        replaceAfter(Duration.ofMinutes(1));

        assertThat(accepts(young)).as("not yet known").isTrue();
        now = now.plus(PUBLICATION);
        assertThat(accepts(old)).isTrue();
        assertThat(accepts(young)).isTrue();
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void valuesOfNoKeyCauseOneReadInFiveSeconds() {
        for (int i = 0; i < 100; i++) {
            assertThat(accepts(HmacKey.random())).isFalse();
        }
        assertThat(reads).isEqualTo(2);

        now = now.plus(Duration.ofSeconds(5).plusMillis(1));
        assertThat(accepts(HmacKey.random())).isFalse();
        assertThat(reads).isEqualTo(3);
    }

    @Test
    void keysStayInUseWhileTheyCannotBeReadAgain() {
        replaceAfter(Duration.ofMinutes(1));
        isReadable = false;

        assertThat(accepts(young)).isFalse();
        now = now.plus(PUBLICATION);
        assertThat(signature()).isEqualTo(signatureOf(old));

        isReadable = true;
        assertThat(signature()).isEqualTo(signatureOf(young));
    }

    private HmacKeyRing read() {
        reads++;
        if (!isReadable) {
            throw new IllegalStateException("no database");
        }
        return HmacKeyRing.of(stored, PUBLICATION);
    }

    private void replaceAfter(Duration time) {
        now = now.plus(time);
        stored.add(new Generation(2, young, now));
    }

    private String signature() {
        return followed.signing().mac("value");
    }

    private static String signatureOf(byte[] key) {
        return new HmacKey(key).mac("value");
    }

    private boolean accepts(byte[] key) {
        String signature = signatureOf(key);
        return followed.anyAccepted(known -> known.mac("value").equals(signature));
    }
}
