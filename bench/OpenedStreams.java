import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens a stream for each token. One thread reads all of them. */
class OpenedStreams implements Closeable {

    private static final int OPENED_AT_ONCE = 16;

    private static final long LONGEST_WAIT_SECONDS = 60;

    private static final Pattern SUBJECT = Pattern.compile("\"sub\":\"([^\"]+)\"");

    /** One stream: whether it was answered, and when it reported the end of its session. */
    private static final class Stream {

        private final String token;
        private final CompletableFuture<Long> endedAt = new CompletableFuture<>();
        private boolean answered;

        Stream(String token) {
            this.token = token;
        }
    }

    private final InetSocketAddress node;
    private final Selector selector;
    private final List<Stream> streams;
    private final Queue<Stream> waiting;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final CompletableFuture<Void> allAnswered = new CompletableFuture<>();
    private volatile boolean closed;

    /** Returns when all streams are open or refused. */
    OpenedStreams(URI node, List<String> tokens) throws Exception {
        this.node = new InetSocketAddress(node.getHost(), node.getPort());
        this.selector = Selector.open();
        this.streams = tokens.stream().map(Stream::new).toList();
        this.waiting = new ArrayDeque<>(streams);
        Thread reader = new Thread(this::read, "streams");
        reader.setDaemon(true);
        reader.start();
        allAnswered.get();
    }

    int opened() {
        return opened.get();
    }

    int refused() {
        return refused.get();
    }

    int ended() {
        return ended.get();
    }

    /** When the stream reported the end of its session, by {@link System#nanoTime()}. */
    long endOf(int stream) throws Exception {
        try {
            return streams.get(stream).endedAt.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException never) {
            throw new IOException("Stream " + stream + " did not report the end of its session", never);
        }
    }

    private void read() {
        try {
            for (int i = 0; i < OPENED_AT_ONCE; i++) {
                openNext();
            }
            while (!closed) {
                selector.select();
                selector.selectedKeys().forEach(this::read);
                selector.selectedKeys().clear();
            }
        } catch (IOException | RuntimeException failure) {
            allAnswered.completeExceptionally(failure);
            streams.forEach(stream -> stream.endedAt.completeExceptionally(failure));
        }
    }

    private void openNext() throws IOException {
        Stream stream = waiting.poll();
        if (stream == null) {
            return;
        }
        SocketChannel channel = SocketChannel.open(node);
        String claims = new String(Base64.getUrlDecoder().decode(stream.token.split("\\.")[1]), StandardCharsets.UTF_8);
        Matcher subject = SUBJECT.matcher(claims);
        subject.find();
        String request = "GET /users/" + subject.group(1) + "/sessions/events HTTP/1.1\r\nHost: localhost\r\n"
                + "Accept: text/event-stream\r\nAuthorization: Bearer " + stream.token + "\r\n\r\n";
        channel.write(StandardCharsets.US_ASCII.encode(request));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, stream);
    }

    private void read(SelectionKey key) {
        Stream stream = (Stream) key.attachment();
        try {
            buffer.clear();
            int length = ((SocketChannel) key.channel()).read(buffer);
            String text = StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
            answered(stream, text);
            if (text.contains("event: session-ended")) {
                stream.endedAt.complete(System.nanoTime());
            }
            if (length < 0) {
                end(stream, key);
            }
        } catch (IOException broken) {
            end(stream, key);
        }
    }

    private void end(Stream stream, SelectionKey key) {
        ended.incrementAndGet();
        key.cancel();
        stream.endedAt.completeExceptionally(new IOException("The node closed a stream without reporting the end of its session"));
    }

    private void answered(Stream stream, String text) throws IOException {
        if (stream.answered) {
            return;
        }
        stream.answered = true;
        (text.startsWith("HTTP/1.1 200") ? opened : refused).incrementAndGet();
        if (opened.get() + refused.get() == streams.size()) {
            allAnswered.complete(null);
        }
        openNext();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.keys().forEach(key -> {
            try {
                key.channel().close();
            } catch (IOException gone) {
                throw new java.io.UncheckedIOException(gone);
            }
        });
        selector.close();
    }
}
