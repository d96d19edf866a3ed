package dev.rollcall.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A request that is sent in pieces. */
public final class OpenRequest implements AutoCloseable {

    private static final int ANSWERED_WITHIN = (int) Duration.ofSeconds(120).toMillis();

    private final Socket socket;

    OpenRequest(Socket socket) {
        this.socket = socket;
    }

    public OpenRequest send(String piece) {
        try {
            socket.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether an answer has arrived. */
    public boolean isAnswered() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits for the answer. */
    public Reply reply() {
        try {
            socket.setSoTimeout(ANSWERED_WITHIN);
            return RawHttp.read(socket.getInputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits for the answer, or for the end of the connection without an answer. */
    public Optional<Reply> replyOrEnd() {
        try {
            return Optional.of(reply());
        } catch (UncheckedIOException closed) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
