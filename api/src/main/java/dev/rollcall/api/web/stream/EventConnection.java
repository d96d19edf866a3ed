package dev.rollcall.api.web.stream;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
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
 * A connection whose response lasts until the connection closes. Tomcat hands it over as in an upgrade to another
 * protocol, and reuses the request and its buffers, which are ten times as large as what remains.
 *
 * <p>Everything happens under the lock of the connection, which the container also holds while it reports what happened
 * to the connection. The container closes a connection whose client takes nothing for too long.
 */
public final class EventConnection implements InternalHttpUpgradeHandler, ClientOutput {

    private static final Logger log = LoggerFactory.getLogger(EventConnection.class);

    /** Clients have no reason to send anything; their input is read and dropped. */
    private static final int IGNORED_BYTES_PER_READ = 512;

    private @Nullable SocketWrapperBase<?> connection;
    private Duration writeTimeout = Duration.ZERO;
    private Consumer<ClientOutput> whenReady = output -> {};
    private Runnable whenClosed = () -> {};

    private boolean unsent;
    private volatile boolean closed;

    /**
     * Prepares this handler, before the request's thread returns to the container.
     *
     * @param writeTimeout how long the client may take nothing
     * @param whenReady called when events can be sent: first once the thread of the request is done, before which
     *     nothing may be sent, and then whenever the client has caught up
     */
    void open(Duration writeTimeout, Consumer<ClientOutput> whenReady, Runnable whenClosed) {
        this.writeTimeout = writeTimeout;
        this.whenReady = whenReady;
        this.whenClosed = whenClosed;
    }

    @Override
    public boolean isReady() {
        return withLock(() -> !unsent);
    }

    @Override
    public boolean send(byte[] events) {
        return withLock(() -> {
            if (unsent) {
                return false;
            }
            connection().write(false, events, 0, events.length);
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
        connection.setWriteTimeout(writeTimeout.toMillis());
    }

    @Override
    public void init(WebConnection same) {
        whenReady.accept(this);
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        boolean open = withLock(() -> switch (event) {
            case OPEN_READ -> ignoreInput();
            case OPEN_WRITE -> resume();
            default -> false;
        });
        return open && !closed ? SocketState.UPGRADED : SocketState.CLOSED;
    }

    /** Called even if {@link #init} was never called. */
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
        // Encryption makes no difference here.
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
            log.debug("The client of a stream is gone", clientIsGone);
            close();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean ignoreInput() throws IOException {
        connection().read(false, new byte[IGNORED_BYTES_PER_READ], 0, IGNORED_BYTES_PER_READ);
        return true;
    }

    private boolean resume() throws IOException {
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
