import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;

/**
 * Streams of ended sessions. One thread reads all of them, and looks for a time in the user id of each end: when it was
 * written, in microseconds since the start of this program.
 */
class EndingStreams implements AutoCloseable {

    private static final byte[] MARK = "\"userId\":\"at-".getBytes(StandardCharsets.US_ASCII);

    private static final int MOST_DELAYS = 50_000_000;

    private final Selector selector;
    private final Thread reader;
    private final CountDownLatch answered;
    private final long startedAt;
    private volatile long countFrom = Long.MAX_VALUE;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    private final int[] micros = new int[MOST_DELAYS];
    private volatile int told;
    private volatile int lost;
    private volatile boolean closed;

    /** One stream, and how much of the mark and the number after it has arrived. */
    private static final class Stream {

        private boolean answered;
        private int matched;
        private long number = -1;
    }

    /** @param startedAt by {@link System#nanoTime} */
    EndingStreams(InetSocketAddress node, int count, long startedAt) throws Exception {
        this.startedAt = startedAt;
        this.selector = Selector.open();
        this.answered = new CountDownLatch(count);
        String credentials = Base64.getEncoder().encodeToString("gateway:gateway-secret".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(node);
            channel.write(StandardCharsets.US_ASCII.encode("GET /sessions/endings HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Basic " + credentials + "\r\n\r\n"));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Stream());
        }
        this.reader = new Thread(this::read, "streams");
        reader.setDaemon(true);
        reader.start();
        answered.await();
    }

    /** Counts what ends from now on. What ended before is told to each stream first. */
    void count() {
        countFrom = (System.nanoTime() - startedAt) / 1_000;
    }

    int told() {
        return told;
    }

    int lost() {
        return lost;
    }

    /** The delays so far in microseconds, sorted. */
    int[] delays() {
        int[] all = Arrays.copyOf(micros, told);
        Arrays.sort(all);
        return all;
    }

    private void read() {
        try {
            while (!closed) {
                selector.select();
                if (!closed) {
                    selector.selectedKeys().forEach(this::read);
                    selector.selectedKeys().clear();
                }
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void read(SelectionKey key) {
        Stream stream = (Stream) key.attachment();
        try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                throw new IOException("ended");
            }
            buffer.flip();
            if (!stream.answered) {
                stream.answered = true;
                answered.countDown();
            }
            find(stream, (System.nanoTime() - startedAt) / 1_000);
        } catch (IOException gone) {
            lost++;
            key.cancel();
        }
    }

    private void find(Stream stream, long now) {
        while (buffer.hasRemaining()) {
            byte next = buffer.get();
            if (stream.number >= 0) {
                if (next >= '0' && next <= '9') {
                    stream.number = stream.number * 10 + next - '0';
                } else {
                    if (stream.number >= countFrom) {
                        micros[told] = (int) (now - stream.number);
                        told++;
                    }
                    stream.number = -1;
                }
            } else {
                stream.matched = next == MARK[stream.matched] ? stream.matched + 1 : next == MARK[0] ? 1 : 0;
                if (stream.matched == MARK.length) {
                    stream.matched = 0;
                    stream.number = 0;
                }
            }
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        closed = true;
        selector.wakeup();
        reader.join();
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
