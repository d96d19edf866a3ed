package dev.rollcall.api.web.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A response that stays open on a shared connection (HTTP/2), or with compression. Events that the client cannot take
 * now are not sent; {@code whenReady} is called when it can take more. The container drops a client that takes nothing
 * for too long, and keeps everything about the request until the end.
 */
class EventOutput implements ClientOutput, WriteListener, AsyncListener {

    private static final Logger log = LoggerFactory.getLogger(EventOutput.class);

    private final AsyncContext request;
    private final ServletOutputStream out;
    private final Consumer<ClientOutput> whenReady;
    private final Runnable whenClosed;
    private final Lock lock = new ReentrantLock();

    private boolean unflushed;
    private boolean closed;

    /**
     * @param whenReady called when events can be sent: first once the thread of the request is done, before which
     *     nothing may be sent, and then whenever the client has caught up
     */
    EventOutput(AsyncContext request, Consumer<ClientOutput> whenReady, Runnable whenClosed) throws IOException {
        this.request = request;
        this.out = request.getResponse().getOutputStream();
        this.whenReady = whenReady;
        this.whenClosed = whenClosed;
    }

    void open() {
        request.setTimeout(0);
        request.addListener(this);
        out.setWriteListener(this);
    }

    @Override
    public boolean isReady() {
        return withLock(this::isFlushed);
    }

    @Override
    public boolean send(byte[] events) {
        return withLock(() -> {
            if (!isFlushed()) {
                return false;
            }
            out.write(events);
            unflushed = true;
            isFlushed();
            return true;
        });
    }

    @Override
    public void end(String last) {
        lock.lock();
        try {
            send(last);
            if (!closed) {
                close();
                complete();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onWritePossible() {
        if (isReady()) {
            whenReady.accept(this);
        }
    }

    @Override
    public void onError(Throwable failure) {
        log.debug("The client of a stream is gone", failure);
        close();
        complete();
    }

    @Override
    public void onError(AsyncEvent failed) {
        close();
        complete();
    }

    @Override
    public void onTimeout(AsyncEvent never) {
        close();
        complete();
    }

    @Override
    public void onComplete(AsyncEvent completed) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent again) {}

    private interface Step {
        boolean run() throws IOException;
    }

    private boolean withLock(Step step) {
        lock.lock();
        try {
            return !closed && step.run();
        } catch (IOException | IllegalStateException clientIsGone) {
            log.debug("The client of a stream is gone", clientIsGone);
            close();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFlushed() throws IOException {
        if (unflushed && out.isReady()) {
            unflushed = false;
            out.flush();
        }
        return !unflushed && out.isReady();
    }

    private void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        whenClosed.run();
    }

    private void complete() {
        try {
            request.complete();
        } catch (IllegalStateException completedAlready) {
            log.trace("The response is already completed", completedAlready);
        }
    }
}
