import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Sends calls at a rate, whether or not earlier ones were answered, as people do who do not know of each other. A call
 * waits only if this client has no connection left. One thread.
 */
class OpenLoad {

    private static final int MOST_CONNECTIONS = 4_000;

    private static final double SECONDS_FOR_LATE_ANSWERS = 10;

    private final InetSocketAddress server;

    OpenLoad(URI server) {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
    }

    /** Calls of one kind, and what became of them. Times are from the moment at which a call was due. */
    static final class Stream {

        private final Iterator<Call> calls;
        private final double perSecond;
        private long[] nanos = new long[10_000];
        private int answered;
        private int shed;
        private int withoutAdvice;
        private long sent;

        Stream(Iterator<Call> calls, double perSecond) {
            this.calls = calls;
            this.perSecond = perSecond;
        }

        /** Returns several streams as one. */
        static Stream all(List<Stream> streams) {
            Stream all = new Stream(List.<Call>of().iterator(), 0);
            all.nanos = streams.stream()
                    .flatMapToLong(stream -> Arrays.stream(stream.nanos, 0, stream.answered))
                    .toArray();
            for (Stream stream : streams) {
                all.answered += stream.answered;
                all.shed += stream.shed;
                all.withoutAdvice += stream.withoutAdvice;
                all.sent += stream.sent;
            }
            return all;
        }

        private void answered(long duration, int status, String answer) {
            if (status / 100 == 2) {
                if (answered == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * answered);
                }
                nanos[answered++] = duration;
            } else if (status == 503 || status == 429) {
                shed++;
                withoutAdvice += answer.toLowerCase().contains("\nretry-after:") ? 0 : 1;
            }
        }

        int answered() {
            return answered;
        }

        /** Refused as too much. */
        int shed() {
            return shed;
        }

        /** Of those that were shed: without the header Retry-After. */
        int withoutAdvice() {
            return withoutAdvice;
        }

        /** Answered with another error, or not at all. */
        int failed() {
            return (int) (sent - answered - shed);
        }

        long sent() {
            return sent;
        }

        double millis(int percentile) {
            long[] sorted = Arrays.copyOf(nanos, answered);
            Arrays.sort(sorted);
            return answered == 0 ? Double.NaN : sorted[(int) (answered * (long) percentile / 100)] / 1e6;
        }
    }

    /** Sends the calls of all streams at the same time. */
    void run(List<Stream> streams, double seconds) throws IOException {
        Deque<Connection> idle = new ArrayDeque<>();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long last = end + (long) (SECONDS_FOR_LATE_ANSWERS * 1e9);
        int[] open = {0};
        try (Selector selector = Selector.open()) {
            for (long now = start; now < end || open[0] > idle.size() && now < last; now = System.nanoTime()) {
                for (Stream stream : streams) {
                    long due = (long) ((Math.min(now, end) - start) / 1e9 * stream.perSecond);
                    while (stream.sent < due && (!idle.isEmpty() || open[0] < MOST_CONNECTIONS)) {
                        long dueAt = start + (long) (stream.sent / stream.perSecond * 1e9);
                        Connection connection = idle.isEmpty() ? open(selector, idle, open) : idle.pop();
                        connection.send(stream, dueAt);
                    }
                }
                selector.select(key -> ((Connection) key.attachment()).read(), 1);
            }
            selector.keys().forEach(key -> ((Connection) key.attachment()).http.close());
        }
    }

    private Connection open(Selector selector, Deque<Connection> idle, int[] open) throws IOException {
        open[0]++;
        return new Connection(selector, idle, open);
    }

    private final class Connection {

        private final Deque<Connection> idle;
        private final int[] open;
        private final HttpConnection http;
        private Stream stream;
        private long dueAt;

        Connection(Selector selector, Deque<Connection> idle, int[] open) throws IOException {
            this.idle = idle;
            this.open = open;
            this.http = new HttpConnection(server, selector, this);
        }

        private void send(Stream next, long due) {
            stream = next;
            dueAt = due;
            stream.sent++;
            try {
                http.send(stream.calls.next());
            } catch (IOException broken) {
                giveUp();
            }
        }

        private void read() {
            try {
                if (!http.read()) {
                    return;
                }
            } catch (IOException broken) {
                idle.remove(this);
                giveUp();
                return;
            }
            stream.answered(System.nanoTime() - dueAt, http.status(), http.text());
            if (http.call().answer() != null && http.status() / 100 == 2) {
                http.call().answer().accept(http.text());
            }
            if (http.text().contains("\r\nConnection: close\r\n")) {
                giveUp();
            } else {
                idle.push(this);
            }
        }

        private void giveUp() {
            http.close();
            open[0]--;
        }
    }
}
