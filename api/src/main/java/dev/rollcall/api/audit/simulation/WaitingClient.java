package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Somebody for whom something is worked out, while they wait, and not for ever. That a client is gone shows when it is
 * sent something, and JSON may begin with spaces (RFC 8259, section 2).
 */
final class WaitingClient {

    /** What is refused is refused by then. */
    private static final long FIRST_SIGN_NANOS = Duration.ofSeconds(2).toNanos();

    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final HttpServletResponse response;
    private final Duration limit;
    private final LongSupplier nanoTime;
    private final long since;
    private long nextSign;

    /** @param nanoTime as of {@link System#nanoTime} */
    WaitingClient(HttpServletResponse response, Duration limit, LongSupplier nanoTime) {
        this.response = response;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
        this.nextSign = FIRST_SIGN_NANOS;
    }

    Duration limit() {
        return limit;
    }

    boolean hasWaitedLongEnough() {
        return waited() > limit.toNanos();
    }

    /**
     * @throws UncheckedIOException if the client is gone
     * @throws Problem {@code WHAT_IF_TIMED_OUT}
     */
    void requireWaiting() {
        if (hasWaitedLongEnough()) {
            throw timedOut(null);
        }
        if (waited() >= nextSign) {
            nextSign = waited() + EVERY_NANOS;
            sendSign();
        }
    }

    /** To be thrown; after the answer has begun, it breaks the connection. */
    RuntimeException timedOut(@Nullable Throwable cause) {
        String detail = "It took longer than " + limit + ". Ask about a shorter period.";
        return response.isCommitted()
                ? new IllegalStateException(detail, cause)
                : new Problem(ProblemCode.WHAT_IF_TIMED_OUT, detail, cause);
    }

    private long waited() {
        return nanoTime.getAsLong() - since;
    }

    private void sendSign() {
        try {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(' ');
            response.flushBuffer();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
