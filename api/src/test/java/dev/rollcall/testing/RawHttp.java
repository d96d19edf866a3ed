package dev.rollcall.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Sends requests that no well-behaved client would send. Each character is one byte. */
public final class RawHttp {

    private static final JsonMapper JSON = new JsonMapper();

    private final URI node;

    RawHttp(String baseUrl) {
        this.node = URI.create(baseUrl);
    }

    /** @param headers headers besides {@code Host} and {@code Connection}; the body follows an empty one */
    public Reply send(String method, String target, String... headers) {
        List<String> lines =
                new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: localhost", "Connection: close"));
        lines.addAll(Arrays.asList(headers));
        if (!lines.contains("")) {
            lines.addAll(List.of("", ""));
        }
        return send(String.join("\r\n", lines));
    }

    public Reply send(String request) {
        try (Socket socket = new Socket(node.getHost(), node.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket.getInputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Begins a request, which may be continued. */
    public OpenRequest begin(String begin) {
        try {
            Socket socket = new Socket(node.getHost(), node.getPort());
            return new OpenRequest(socket).send(begin);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Does not wait for the end of the connection, because a server may continue to read a refused request. */
    static Reply read(InputStream in) throws IOException {
        String begin = line(in);
        if (!begin.startsWith("HTTP/1.1 ")) {
            throw new IOException("no status line: " + begin);
        }
        int status = Integer.parseInt(begin.split(" ")[1]);
        Map<String, List<String>> fields = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] field = line.split(": *", 2);
            fields.computeIfAbsent(field[0], name -> new ArrayList<>()).add(field[1]);
        }
        HttpHeaders headers = HttpHeaders.of(fields, (name, value) -> true);
        String body = body(in, headers);
        return new Reply(status, headers, body.startsWith("{") ? JSON.readTree(body) : MissingNode.getInstance());
    }

    private static String body(InputStream in, HttpHeaders headers) throws IOException {
        if (headers.firstValue("Transfer-Encoding").isEmpty()) {
            return text(in, (int) headers.firstValueAsLong("Content-Length").orElse(0));
        }
        StringBuilder body = new StringBuilder();
        for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
            body.append(text(in, size));
            line(in);
        }
        line(in);
        return body.toString();
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String text(InputStream in, int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the answer ends in a line: " + line);
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
