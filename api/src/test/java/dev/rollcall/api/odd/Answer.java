package dev.rollcall.api.odd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer as it came over the wire. */
record Answer(int status, List<String> headers, String body) {

    /** @return null if the connection ends before an answer begins */
    static @Nullable Answer read(InputStream in, boolean head) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        if (!line.matches("HTTP/1\\.1 \\d{3}.*")) {
            throw new IOException("no status line: " + line);
        }
        int status = Integer.parseInt(line.substring(9, 12));
        List<String> headers = new ArrayList<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            headers.add(header);
        }
        if (status >= 100 && status < 200) {
            return read(in, head);
        }
        Answer withoutBody = new Answer(status, headers, "");
        boolean none = head || status == 204 || status == 304;
        return none ? withoutBody : new Answer(status, headers, withoutBody.content(in));
    }

    private String content(InputStream in) throws IOException {
        if (isStream()) {
            return "";
        }
        if (header("Transfer-Encoding").equals("chunked")) {
            return chunks(in);
        }
        String length = header("Content-Length");
        byte[] bytes = length.isEmpty() ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = size(in); size > 0; size = size(in)) {
            all.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return all.toString(StandardCharsets.UTF_8);
    }

    private static int size(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            throw new IOException("the answer ends in its body");
        }
        return Integer.parseInt(line, 16);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /** Returns the value of a header, empty if there is none. */
    String header(String name) {
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    boolean isStream() {
        return header("Content-Type").startsWith("text/event-stream");
    }

    /** Whether no further answer follows on this connection. */
    boolean isLast() {
        return header("Connection").equals("close") || isStream() || status == 101;
    }

    /** Whether the request was granted, rather than refused or redirected to the login page. */
    boolean isGranted() {
        return status / 100 == 2 || status / 100 == 3 && !header("Location").startsWith("/login");
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + (body.length() > 600 ? body.substring(0, 600) + "…" : body);
    }
}
