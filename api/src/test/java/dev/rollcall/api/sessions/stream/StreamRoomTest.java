package dev.rollcall.api.sessions.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRoomTest {

    private static final long MEBIBYTE = 1024 * 1024;

    @ParameterizedTest
    @ValueSource(longs = {64, 128, 256, 512, 1024, 65_536})
    void streamsFitIntoAQuarterOfAnyHeap(long mebibytes) {
        long heap = mebibytes * MEBIBYTE;

        assertThat(room(null, true, heap) * (long) StreamRoom.PLAIN_BYTES).isLessThanOrEqualTo(heap / 4);
        assertThat(room(null, false, heap) * (long) StreamRoom.FULL_BYTES).isLessThanOrEqualTo(heap / 4);
        assertThat(room(null, true, heap)).isBetween(1, StreamRoom.MOST_BY_DEFAULT);
    }

    @Test
    void aGibibyteHasRoomForTenThousand() {
        assertThat(room(null, true, 1024 * MEBIBYTE)).isEqualTo(10_000);
        assertThat(room(null, true, 512 * MEBIBYTE)).isEqualTo(8_192);
    }

    @Test
    void encryptionAndSharedConnectionsTakeMoreRoom() {
        assertThat(room(null, false, 1024 * MEBIBYTE)).isEqualTo(2_048);
    }

    @Test
    void theSettingTakesPrecedence() {
        assertThat(room(0, true, 1024 * MEBIBYTE)).isZero();
        assertThat(room(50_000, true, 256 * MEBIBYTE)).isEqualTo(50_000);
    }

    private static int room(@Nullable Integer maxStreams, boolean plain, long heap) {
        return new StreamRoom(new LiveProperties(maxStreams, 20), plain, heap).streams();
    }
}
