package dev.rollcall.api.web.input;

import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A body that is still arriving. The container reports new data, on one thread at a time. When the body is complete, or
 * has failed, the request is dispatched again.
 *
 * <p>The rest of a body that is too large is discarded for a moment. If the connection were closed while the client is
 * still sending, the client would see a broken connection instead of the problem (RFC 9112, 9.6).
 */
final class IncompleteBody implements ReadListener, AsyncListener {

    private static final String ATTRIBUTE = IncompleteBody.class.getName();

    private static final int BUFFER_BYTES = 4 * 1024;

    private static final int MAX_DISCARDED_BYTES = 2 * 1024 * 1024;

    private static final Executor AFTER_DISCARDING =
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Runnable::run);

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ServletInputStream in;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Runnable onEnd;

    /** Null before and after the time in which the request waits. */
    private final AtomicReference<@Nullable AsyncContext> context = new AtomicReference<>();

    private volatile @Nullable ProblemCode problem;
    private int discarded;

    /** @param onEnd called exactly once, on success or failure */
    IncompleteBody(HttpServletRequest request, HttpServletResponse response, byte[] received, Runnable onEnd)
            throws IOException {
        this.request = request;
        this.response = response;
        this.in = request.getInputStream();
        this.onEnd = onEnd;
        body.writeBytes(received);
    }

    /** Returns the body that this dispatch follows, or null if the request was dispatched for another reason. */
    static @Nullable IncompleteBody of(ServletRequest dispatched) {
        Object arrived = dispatched.getAttribute(ATTRIBUTE);
        dispatched.removeAttribute(ATTRIBUTE);
        return (IncompleteBody) arrived;
    }

    void await(Duration timeout) {
        AsyncContext waiting = request.startAsync(request, response);
        waiting.setTimeout(timeout.toMillis());
        waiting.addListener(this);
        context.set(waiting);
        in.setReadListener(this);
    }

    /** Returns the request as it was sent, without the changes that the container makes for the dispatch. */
    HttpServletRequest request() {
        return new BufferedRequest(request, body.toByteArray());
    }

    HttpServletResponse response() {
        return response;
    }

    /** Returns why the body failed, or null if it is complete or exceeds the size limit. */
    @Nullable
    ProblemCode problem() {
        return problem;
    }

    @Override
    public void onDataAvailable() {
        try {
            readAvailable();
        } catch (IOException notHttp) {
            fail(ProblemCode.INVALID_REQUEST);
        }
    }

    private void readAvailable() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (context.get() != null && in.isReady()) {
            int length = in.read(buffer);
            if (length < 0) {
                return;
            }
            if (isTooLarge()) {
                discard(length);
            } else {
                body.write(buffer, 0, length);
                if (isTooLarge()) {
                    AFTER_DISCARDING.execute(this::dispatch);
                }
            }
        }
    }

    private boolean isTooLarge() {
        return body.size() > BodySizeLimit.MAX_BYTES;
    }

    private void discard(int length) {
        discarded += length;
        if (discarded > MAX_DISCARDED_BYTES) {
            dispatch();
        }
    }

    @Override
    public void onAllDataRead() {
        dispatch();
    }

    /** Called if the data is not valid HTTP, or the client has disconnected. */
    @Override
    public void onError(Throwable failure) {
        fail(ProblemCode.INVALID_REQUEST);
    }

    @Override
    public void onTimeout(AsyncEvent tooLate) {
        fail(ProblemCode.REQUEST_TIMEOUT);
    }

    private void fail(ProblemCode why) {
        if (!isTooLarge()) {
            problem = why;
        }
        dispatch();
    }

    /** Dispatches the request unless that was done before. */
    private void dispatch() {
        AsyncContext waiting = end();
        if (waiting != null) {
            request.setAttribute(ATTRIBUTE, this);
            waiting.dispatch("/");
        }
    }

    private @Nullable AsyncContext end() {
        AsyncContext waiting = context.getAndSet(null);
        if (waiting != null) {
            onEnd.run();
        }
        return waiting;
    }

    @Override
    public void onError(AsyncEvent failed) {
        fail(ProblemCode.INVALID_REQUEST);
    }

    @Override
    public void onComplete(AsyncEvent completed) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent another) {
        // The handler of the request may start asynchronous processing too.
    }
}
