import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends calls over a number of connections, each of which waits for an answer before its next call. One thread. */
class LoadClient {

    private static final Pattern LENGTH = Pattern.compile("\\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

    private static final String END_OF_HEAD = "\r\n\r\n";

    private static final String END_OF_CHUNKS = "\r\n0\r\n\r\n";

    private static final int LARGEST_ANSWER = 64 * 1024;

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

        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
        private Call call;
        private long sentAt;

        Connection(Selector selector) throws IOException {
            channel = SocketChannel.open(server);
            channel.socket().setTcpNoDelay(true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
            open++;
        }

        private void send() {
            try {
                if (System.nanoTime() >= deadline || !calls.hasNext()) {
                    channel.close();
                    open--;
                    return;
                }
                call = calls.next();
                answer.clear();
                sentAt = System.nanoTime();
                ByteBuffer request = ByteBuffer.wrap(call.request());
                while (request.hasRemaining()) {
                    channel.write(request);
                }
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        }

        private void read() {
            try {
                if (channel.read(answer) < 0) {
                    throw new IllegalStateException("The server closed the connection after: " + text());
                }
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
            if (isComplete()) {
                record(System.nanoTime() - sentAt);
                if (answer.get(9) != '2') {
                    throw new IllegalStateException(new String(call.request()) + "\nanswer: " + text());
                }
                if (call.answer() != null) {
                    call.answer().accept(text());
                }
                send();
            }
        }

        /** There is one answer at a time, so that the last chunk of one ends what has been read. */
        private boolean isComplete() {
            String read = text();
            int head = read.indexOf(END_OF_HEAD);
            if (head < 0) {
                return false;
            }
            Matcher length = LENGTH.matcher(read).region(0, head);
            return length.find()
                    ? answer.position() >= head + END_OF_HEAD.length() + Integer.parseInt(length.group(1))
                    : read.endsWith(END_OF_CHUNKS);
        }

        private String text() {
            return new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
        }
    }
}
