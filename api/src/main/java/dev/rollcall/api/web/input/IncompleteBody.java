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
import org.jspecify.annotations.Nullable;

/**
 * A body that is on its way. The container tells when there is more of it, one thread at a time; when it is whole, or will
 * not be, the request is dispatched again.
 */
final class IncompleteBody implements ReadListener, AsyncListener {

    private static final String ATTRIBUTE = IncompleteBody.class.getName();

    private static final int PIECE = 4 * 1024;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ServletInputStream in;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Runnable atTheEnd;

    private @Nullable AsyncContext context;
    private @Nullable ProblemCode problem;

    /** @param atTheEnd called once, whatever comes of it */
    IncompleteBody(HttpServletRequest request, HttpServletResponse response, byte[] begin, Runnable atTheEnd)
            throws IOException {
        this.request = request;
        this.response = response;
        this.in = request.getInputStream();
        this.atTheEnd = atTheEnd;
        body.writeBytes(begin);
    }

    /** What arrived, in the dispatch that follows; null in any other. */
    static @Nullable IncompleteBody of(ServletRequest dispatched) {
        Object arrived = dispatched.getAttribute(ATTRIBUTE);
        dispatched.removeAttribute(ATTRIBUTE);
        return (IncompleteBody) arrived;
    }

    void await(Duration timeout) {
        context = request.startAsync(request, response);
        context.setTimeout(timeout.toMillis());
        context.addListener(this);
        in.setReadListener(this);
    }

    /** As it was sent, whatever the container has made of it for the dispatch. */
    HttpServletRequest request() {
        return new BufferedRequest(request, body.toByteArray());
    }

    HttpServletResponse response() {
        return response;
    }

    /** Null if the body is whole, or longer than any may be. */
    @Nullable
    ProblemCode problem() {
        return problem;
    }

    @Override
    public void onDataAvailable() {
        try {
            readWhatIsHere();
        } catch (IOException noHttp) {
            fail(ProblemCode.INVALID_REQUEST);
        }
    }

    private void readWhatIsHere() throws IOException {
        byte[] piece = new byte[PIECE];
        while (context != null && in.isReady()) {
            int length = in.read(piece);
            if (length < 0) {
                return;
            }
            body.write(piece, 0, length);
            if (body.size() > BodySizeLimit.MAX_BYTES) {
                dispatch();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        dispatch();
    }

    /** What was sent is no HTTP, or the client is gone. */
    @Override
    public void onError(Throwable failure) {
        fail(ProblemCode.INVALID_REQUEST);
    }

    @Override
    public void onTimeout(AsyncEvent tooLate) {
        fail(ProblemCode.REQUEST_TIMEOUT);
    }

    private void fail(ProblemCode why) {
        problem = why;
        dispatch();
    }

    /** Once. */
    private void dispatch() {
        AsyncContext waiting = end();
        if (waiting != null) {
            request.setAttribute(ATTRIBUTE, this);
            waiting.dispatch("/");
        }
    }

    private @Nullable AsyncContext end() {
        AsyncContext waiting = context;
        if (waiting != null) {
            context = null;
            atTheEnd.run();
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
        // What handles the request may do so without a thread too.
    }
}
