package dev.rollcall.faults.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The network between a node and its database: it can be cut, silent or slow. */
final class TcpProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;

    private static final int BUFFER = 16 * 1024;

    private static final long LOOK_EVERY_NANOS = 10_000_000;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile State state = State.OPEN;
    private volatile long delayNanos;

    private enum State {
        OPEN,
        /** Accepts connections and passes nothing on, like a network that drops packets. */
        SILENT,
        /** Closes each connection at once, like a firewall that rejects. */
        CUT
    }

    /** @param target a port of the loopback interface */
    TcpProxy(int target) {
        this.target = target;
        try {
            this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends all connections and refuses new ones. */
    void cut() {
        state = State.CUT;
        open.forEach(TcpProxy::close);
    }

    void silence() {
        state = State.SILENT;
    }

    /** Delays everything in each direction. */
    void delayMillis(long millis) {
        delayNanos = millis * 1_000_000;
    }

    /** Works again. What was held back arrives late, unless its connection has ended. */
    void heal() {
        delayNanos = 0;
        state = State.OPEN;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        try {
            awaitOpen();
            Socket onwards = new Socket();
            open.add(onwards);
            onwards.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
            onwards.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            start(() -> pass(onwards, client));
            pass(client, onwards);
        } catch (IOException refused) {
            close(client);
            open.remove(client);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                LockSupport.parkNanos(delayNanos);
                awaitOpen();
                out.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // The other direction ends with it.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void awaitOpen() throws IOException {
        while (state == State.SILENT) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        if (state == State.CUT) {
            throw new IOException("cut");
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // nothing to do
        }
    }

    @Override
    public void close() {
        cut();
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
