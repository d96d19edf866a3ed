package dev.rollcall.api.odd;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends requests one after the other, then reads their answers. */
final class Connection implements AutoCloseable {

    /** Longer than the node waits for a piece of a request. */
    private static final int PATIENCE_MILLIS = 25_000;

    private final Socket socket;
    private final InputStream in;

    private Connection(String address) throws IOException {
        String[] hostAndPort = address.split(":", 2);
        this.socket = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setSoLinger(true, 0);
        this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
    }

    /** Thrown when a request gets no complete answer. */
    static final class Unanswered extends IOException {

        private static final long serialVersionUID = 1;

        private final transient Requests.Made request;

        Unanswered(Requests.Made request, IOException cause) {
            super(cause);
            this.request = request;
        }

        Requests.Made request() {
            return request;
        }
    }

    /**
     * Sends requests over as few connections as the node keeps open. Requests without an answer get an empty list.
     *
     * @throws Unanswered if an answer is late, incomplete or malformed
     */
    static List<List<Answer>> exchange(String address, List<Requests.Made> requests) throws IOException {
        List<List<Answer>> answers = new ArrayList<>();
        int behind = requests.size();
        while (answers.size() < requests.size()) {
            int from = answers.size();
            try (Connection connection = new Connection(address)) {
                answers.addAll(connection.send(requests.subList(from, Math.min(requests.size(), from + behind))));
            }
            boolean unanswered = answers.size() == from;
            if (unanswered && behind == 1) {
                answers.add(List.of());
            }
            behind = unanswered ? 1 : requests.size();
        }
        return answers;
    }

    /** @return the answers, up to the last one on this connection */
    private List<List<Answer>> send(List<Requests.Made> requests) throws IOException {
        try {
            for (Requests.Made request : requests) {
                socket.getOutputStream().write(request.bytes());
            }
        } catch (IOException refusedBefore) {
            // Answers sent before the connection was closed can still be read.
        }
        List<List<Answer>> answers = new ArrayList<>();
        for (Requests.Made request : requests) {
            Answer answer = next(request, request.wire().method.equals("HEAD"));
            if (answer == null) {
                return answers;
            }
            answers.add(List.of(answer));
            if (answer.isLast()) {
                return answers;
            }
        }
        return answers;
    }

    /** @return all answers until the node ends the connection, whose output is closed after the request */
    static List<Answer> sendAlone(String address, Requests.Made request) throws IOException {
        try (Connection connection = new Connection(address)) {
            try {
                connection.socket.getOutputStream().write(request.bytes());
                connection.socket.shutdownOutput();
            } catch (IOException refusedBefore) {
                // As above.
            }
            List<Answer> answers = new ArrayList<>();
            boolean head = request.wire().method.equals("HEAD") && request.wire().lastly == null;
            Answer answer = connection.next(request, head);
            while (answer != null) {
                answers.add(answer);
                answer = answer.isLast() ? null : connection.next(request, false);
            }
            return answers;
        }
    }

    /** @return null if the node has closed the connection */
    private @Nullable Answer next(Requests.Made request, boolean head) throws Unanswered {
        try {
            return Answer.read(in, head);
        } catch (SocketException ended) {
            return null;
        } catch (IOException broken) {
            throw new Unanswered(request, broken);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
