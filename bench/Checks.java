import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Sends the tokens to the authoriser in turn, one request at a time, until it is interrupted. */
class Checks extends Thread {

    private static final String ALLOWED = "HTTP/1.1 200";

    private final URI node;
    private final List<String> tokens;
    private long[] nanos = new long[100_000];
    private int count;
    private IOException failure;

    Checks(URI node, List<String> tokens) {
        this.node = node;
        this.tokens = tokens;
    }

    /** The duration of each check. */
    LongStream nanos() {
        return Arrays.stream(nanos, 0, count);
    }

    /** Must be called after the thread has ended. Throws if a check failed or was refused. */
    void requireAllowed() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void run() {
        try (Socket socket = new Socket(node.getHost(), node.getPort())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!isInterrupted()) {
                long startedAt = System.nanoTime();
                socket.getOutputStream().write(request(tokens.get(count % tokens.size())));
                readAnswer(in);
                record(System.nanoTime() - startedAt);
            }
        } catch (IOException broken) {
            failure = broken;
        }
    }

    private static byte[] request(String token) {
        String text = "GET /authorize HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void readAnswer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The node closed the connection after: " + head);
            }
            head.append((char) next);
        }
        if (head.indexOf(ALLOWED) != 0) {
            throw new IOException("Not allowed: " + head);
        }
    }

    private void record(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }
}
