package dev.rollcall.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server (SMTP) that knows no recipient, and says so for good (550, RFC 5321 section 4.2.3). */
public final class RefusingMailServer implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> recipients = new CopyOnWriteArrayList<>();

    private RefusingMailServer(ServerSocket server) {
        this.server = server;
    }

    public static RefusingMailServer start() throws IOException {
        RefusingMailServer started = new RefusingMailServer(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(started::serve, "refusing-mail-server");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Returns whom mails were offered for, each time that happened. */
    public List<String> recipients() {
        return List.copyOf(recipients);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                talk(client);
            } catch (IOException closed) {
                // the next client, if there is one
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        say(client, "220 ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("RCPT TO:")) {
                recipients.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                say(client, "550 5.1.1 no such mailbox");
            } else if (command.startsWith("QUIT")) {
                say(client, "221 bye");
                return;
            } else {
                say(client, "250 ok");
            }
        }
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
