package dev.rollcall.api.sessions.stream;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a client whose answer goes on until the connection closes. Tomcat gives it away as it does for
 * another protocol, and takes back the request and its buffers, which are ten times as large as what is left.
 *
 * <p>Everything happens under the lock of the connection, which the container also holds while it says what happened to
 * it. The container closes a connection whose client takes nothing for too long.
 */
public final class EventConnection implements InternalHttpUpgradeHandler, ClientOutput {

    private static final Logger log = LoggerFactory.getLogger(EventConnection.class);

    /** Clients have nothing to say here. */
    private static final int IGNORED_AT_A_TIME = 512;

    private @Nullable SocketWrapperBase<?> connection;
    private Duration patience = Duration.ZERO;
    private Consumer<ClientOutput> whenReady = output -> {};
    private Runnable whenClosed = () -> {};

    private boolean unsent;
    private volatile boolean closed;

    /**
     * @param patience for a client that takes nothing
     * @param whenReady called for the first time once the request's thread is done with it: before, nothing may be sent
     */
    void open(Duration patience, Consumer<ClientOutput> whenReady, Runnable whenClosed) {
        this.patience = patience;
        this.whenReady = whenReady;
        this.whenClosed = whenClosed;
    }

    @Override
    public boolean isReady() {
        return withLock(() -> !unsent);
    }

    @Override
    public boolean send(String events) {
        return withLock(() -> {
            if (unsent) {
                return false;
            }
            byte[] bytes = events.getBytes(StandardCharsets.UTF_8);
            connection().write(false, bytes, 0, bytes.length);
            flush();
            return true;
        });
    }

    @Override
    public void end(String last) {
        withLock(() -> {
            send(last);
            close();
            return true;
        });
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> connection) {
        this.connection = connection;
        connection.setWriteTimeout(patience.toMillis());
    }

    @Override
    public void init(WebConnection same) {
        whenReady.accept(this);
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        boolean open = withLock(() -> switch (event) {
            case OPEN_READ -> ignoreInput();
            case OPEN_WRITE -> goOn();
            default -> false;
        });
        return open && !closed ? SocketState.UPGRADED : SocketState.CLOSED;
    }

    /** Also if it has never come to {@link #init}. */
    @Override
    public void destroy() {
        closed = true;
        whenClosed.run();
    }

    @Override
    public void timeoutAsync(long now) {
        // No request is under way.
    }

    @Override
    public void setSslSupport(@Nullable SSLSupport encryption) {
        // It makes no difference.
    }

    @Override
    public void pause() {
        // Streams are ended before the connector pauses.
    }

    private interface Step {
        boolean run() throws IOException;
    }

    private boolean withLock(Step step) {
        Lock lock = connection().getLock();
        lock.lock();
        try {
            return !closed && step.run();
        } catch (IOException | IllegalStateException clientIsGone) {
            log.debug("A client of a stream is gone", clientIsGone);
            close();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean ignoreInput() throws IOException {
        connection().read(false, new byte[IGNORED_AT_A_TIME], 0, IGNORED_AT_A_TIME);
        return true;
    }

    private boolean goOn() throws IOException {
        flush();
        if (!unsent) {
            whenReady.accept(this);
        }
        return true;
    }

    private void flush() throws IOException {
        unsent = connection().flush(false);
        if (unsent) {
            connection().registerWriteInterest();
        }
    }

    private void close() {
        closed = true;
        connection().close();
        whenClosed.run();
    }

    private SocketWrapperBase<?> connection() {
        return Objects.requireNonNull(connection);
    }
}
