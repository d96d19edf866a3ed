import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps connections open, each with a log-in whose body comes a byte a second. What is answered or closed begins anew. */
public class Trickle {

    private static final String HEAD = "POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000\r\n\r\n{";

    private static final Map<String, Integer> ENDS = new TreeMap<>();

    public static void main(String[] args) throws Exception {
        String host = args[0];
        int port = Integer.parseInt(args[1]);
        int count = Integer.parseInt(args[2]);
        long end = System.nanoTime() + Long.parseLong(args[3]) * 1_000_000_000;
        List<Socket> sockets = new ArrayList<>();
        while (System.nanoTime() < end) {
            sockets.removeIf(Trickle::isOver);
            while (sockets.size() < count) {
                Socket socket = new Socket(host, port);
                socket.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
                sockets.add(socket);
            }
            Thread.sleep(1_000);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        System.out.println(sockets.size() + " at a time, ended by the server: " + ENDS);
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
