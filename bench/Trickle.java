import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps connections open, on each of which a login's body arrives at one byte per second. A connection that is answered
 * or closed is replaced. Arguments: host, port, number of connections, seconds.
 */
public class Trickle {

    private static final String HEAD = "POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000\r\n\r\n{";

    private static final Map<String, Integer> ENDS = new TreeMap<>();

    public static void main(String[] args) throws Exception {
        String host = args[0];
        int port = Integer.parseInt(args[1]);
        int count = Integer.parseInt(args[2]);
        long end = System.nanoTime() + Long.parseLong(args[3]) * 1_000_000_000;
        Socket[] sockets = new Socket[count];
        for (int next = 0; System.nanoTime() < end; next = (next + 1) % count) {
            if (sockets[next] == null || isOver(sockets[next])) {
                sockets[next] = new Socket(host, port);
                sockets[next].getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
            }
            LockSupport.parkNanos(1_000_000_000L / count);
        }
        for (Socket socket : sockets) {
            if (socket != null) {
                socket.close();
            }
        }
        System.out.println(count + " connections at a time; ended by the server, by status: " + ENDS);
    }

    private static boolean isOver(Socket socket) {
        try {
            if (socket.getInputStream().available() > 0) {
                byte[] status = socket.getInputStream().readNBytes(12);
                socket.close();
                ENDS.merge(new String(status, StandardCharsets.US_ASCII).substring(9), 1, Integer::sum);
                return true;
            }
            socket.getOutputStream().write(' ');
            return false;
        } catch (IOException closed) {
            ENDS.merge("closed", 1, Integer::sum);
            return true;
        }
    }
}
