import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection that sends one call at a time, and never blocks. */
class HttpConnection {

    private static final Pattern LENGTH = Pattern.compile("\\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

    private static final String END_OF_HEAD = "\r\n\r\n";

    private static final String END_OF_CHUNKS = "\r\n0\r\n\r\n";

    private static final int USUAL_ANSWER = 64 * 1024;

    private static final int LONGEST_HEAD = 8 * 1024;

    private static final int STATUS_AT = 9;

    private static final int STATUS_END = 12;

    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer answer = ByteBuffer.allocate(USUAL_ANSWER);
    private Call call;

    /** Where the head of the answer ends; 0 if it has not arrived. */
    private int head;

    /** Where the answer ends; 0 if that is not known. */
    private int end;

    /** @param attachment of the selector's key */
    HttpConnection(InetSocketAddress server, Selector selector, Object attachment) throws IOException {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        boolean connected = channel.connect(server);
        key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, attachment);
    }

    /** Sends a call, if necessary as soon as the connection is there. */
    void send(Call next) throws IOException {
        call = next;
        answer.clear();
        head = 0;
        end = 0;
        if (channel.isConnected()) {
            ByteBuffer request = ByteBuffer.wrap(call.request());
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }
    }

    /** Reads what has arrived, and returns whether the answer is complete. */
    boolean read() throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            send(call);
            return false;
        }
        if (!answer.hasRemaining()) {
            answer = ByteBuffer.allocate(2 * answer.capacity()).put(answer.flip());
        }
        if (channel.read(answer) < 0) {
            throw new IOException("The server closed the connection after: " + text());
        }
        return isComplete();
    }

    /** There is one answer at a time, so that the last chunk of one ends what has been read. */
    private boolean isComplete() {
        if (head == 0) {
            readHead(text(0, Math.min(answer.position(), LONGEST_HEAD)));
        }
        if (end > 0) {
            return answer.position() >= end;
        }
        return head > 0 && (endsWithLastChunk() || status() == 204);
    }

    private boolean endsWithLastChunk() {
        return text(Math.max(0, answer.position() - END_OF_CHUNKS.length()), answer.position()).equals(END_OF_CHUNKS);
    }

    private void readHead(String beginning) {
        int last = beginning.indexOf(END_OF_HEAD);
        if (last >= 0) {
            head = last + END_OF_HEAD.length();
            Matcher length = LENGTH.matcher(beginning).region(0, last);
            end = length.find() ? head + Integer.parseInt(length.group(1)) : 0;
        }
    }

    int status() {
        return Integer.parseInt(text(STATUS_AT, STATUS_END));
    }

    Call call() {
        return call;
    }

    String text() {
        return text(0, answer.position());
    }

    private String text(int from, int to) {
        return new String(answer.array(), from, to - from, StandardCharsets.ISO_8859_1);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException alreadyClosed) {
            // nothing to do
        }
    }
}
