package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A client that waits for a long computation, up to a time limit. It is sent a space every second, because a lost
 * client is only noticed when something is sent. JSON may begin with spaces (RFC 8259, section 2).
 */
final class WaitingClient implements SimulationProgress {

    /** A request that is refused is refused before this, so that its status can still be sent. */
    private static final long FIRST_SPACE_NANOS = Duration.ofSeconds(2).toNanos();

    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final HttpServletResponse response;
    private final Duration limit;
    private final LongSupplier nanoTime;
    private final long since;
    private long nextSpace;

    /** @param nanoTime as {@link System#nanoTime} */
    WaitingClient(HttpServletResponse response, Duration limit, LongSupplier nanoTime) {
        this.response = response;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
        this.nextSpace = FIRST_SPACE_NANOS;
    }

    @Override
    public Duration limit() {
        return limit;
    }

    @Override
    public boolean isOverLimit() {
        return waited() > limit.toNanos();
    }

    @Override
    public void begin(long events) {}

    /**
     * @throws UncheckedIOException if the client is gone
     * @throws Problem {@code WHAT_IF_TIMED_OUT}
     */
    @Override
    public void step() {
        if (isOverLimit()) {
            throw timedOut(null);
        }
        if (waited() >= nextSpace) {
            nextSpace = waited() + EVERY_NANOS;
            sendSpace();
        }
    }

    /** Returns the exception to throw. If the response has already begun, it breaks the connection. */
    @Override
    public RuntimeException timedOut(@Nullable Throwable cause) {
        String detail = "The policy simulation took longer than " + limit + ". Ask about a shorter period.";
        return response.isCommitted()
                ? new IllegalStateException(detail, cause)
                : new Problem(ProblemCode.WHAT_IF_TIMED_OUT, detail, cause);
    }

    private long waited() {
        return nanoTime.getAsLong() - since;
    }

    private void sendSpace() {
        try {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            ServletOutputStream out = response.getOutputStream();
            out.write(' ');
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
