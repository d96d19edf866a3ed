import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Sends calls over a number of connections, each of which waits for an answer before its next call. One thread. */
class LoadClient {

    private final InetSocketAddress server;

    private Iterator<Call> calls = List.<Call>of().iterator();
    private long deadline;
    private int open;
    private long[] nanos = new long[100_000];
    private int count;

    LoadClient(URI server) {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
    }

    /** @param sortedNanos how long each call took */
    record Load(int count, double seconds, long[] sortedNanos) {

        /** Returns several loads as one. */
        static Load all(List<Load> loads) {
            return new Load(
                    loads.stream().mapToInt(Load::count).sum(),
                    loads.stream().mapToDouble(Load::seconds).sum(),
                    loads.stream().flatMapToLong(load -> Arrays.stream(load.sortedNanos)).sorted().toArray());
        }

        double perSecond() {
            return count / seconds;
        }

        double millis(int percentile) {
            return sortedNanos[(int) (count * (long) percentile / 100)] / 1e6;
        }
    }

    /** Sends calls until the time is over or there are no more. Throws if one fails. */
    Load run(Iterator<Call> calls, int connections, double seconds) throws IOException {
        this.calls = calls;
        this.count = 0;
        this.open = 0;
        long startedAt = System.nanoTime();
        this.deadline = startedAt + (long) (seconds * 1e9);
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections && calls.hasNext(); i++) {
                new Connection(selector).send();
            }
            while (open > 0) {
                selector.select(key -> ((Connection) key.attachment()).read());
            }
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Load(count, (System.nanoTime() - startedAt) / 1e9, sorted);
    }

    private void record(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    private final class Connection {

        private final HttpConnection http;
        private long sentAt;

        Connection(Selector selector) throws IOException {
            http = new HttpConnection(server, selector, this);
            open++;
        }

        private void send() {
            if (System.nanoTime() >= deadline || !calls.hasNext()) {
                http.close();
                open--;
                return;
            }
            try {
                Call call = calls.next();
                sentAt = System.nanoTime();
                http.send(call);
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        }

        private void read() {
            try {
                if (!http.read()) {
                    return;
                }
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
            record(System.nanoTime() - sentAt);
            if (http.status() / 100 != 2) {
                throw new IllegalStateException(new String(http.call().request()) + "\nanswer: " + http.text());
            }
            if (http.call().answer() != null) {
                http.call().answer().accept(http.text());
            }
            send();
        }
    }
}
