package dev.rollcall.api.sessions.endings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Some ended sessions, with a link to the next ones. So every stream can go on at its own pace, and the garbage
 * collector removes what no stream has yet to send.
 */
final class Endings {

    private final long number;
    private final Content content;

    private volatile @Nullable Endings next;

    /**
     * @param events the text that all streams send, in UTF-8
     * @param lastEndedAt when the last of them ended
     */
    record Content(byte[] events, int count, Instant lastEndedAt) {

        static final Content NONE = new Content(new byte[0], 0, Instant.MIN);
    }

    /** @param number one more than the number before */
    Endings(long number, Content content) {
        this.number = number;
        this.content = content;
    }

    long number() {
        return number;
    }

    Content content() {
        return content;
    }

    @Nullable
    Endings next() {
        return next;
    }

    Endings append(Content following) {
        Endings appended = new Endings(number + 1, following);
        next = appended;
        return appended;
    }
}
