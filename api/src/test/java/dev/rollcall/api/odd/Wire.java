package dev.rollcall.api.odd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request under construction, as sent over the wire. Each character of its head is one byte. */
final class Wire {

    /** How the body members are encoded. */
    enum Format {
        NONE,
        JSON,
        FORM
    }

    private static final byte[] NOTHING = {};

    final Target target;
    final CallerKind caller;

    /** Another user. Only callers who act for others may affect this user. */
    final String stranger;

    final String strangersSession;
    final List<String> query = new ArrayList<>();
    final List<String> headers = new ArrayList<>();
    final Map<String, String> members = new LinkedHashMap<>();

    /** The path before any twist. */
    String plainPath;

    String method;
    String path;
    String version = "HTTP/1.1";
    Format format = Format.NONE;
    byte @Nullable [] body;

    /** The chunk size of the body; 0 for a body without chunks. */
    int chunks;

    /** A last change to the text of the whole request. */
    @Nullable
    UnaryOperator<String> lastly;

    /** Whether the request was replaced by something else. */
    boolean replaced;

    /** Whether it may break the message framing, and so needs its own connection. */
    boolean alone;

    /** Whether HTTP allows 501 or 505 as the answer. */
    boolean beyondHttp;

    Wire(Target target, CallerKind caller, String stranger, String strangersSession) {
        this.target = target;
        this.caller = caller;
        this.stranger = stranger;
        this.strangersSession = strangersSession;
        this.method = target.method();
        this.path = target.pattern();
        this.plainPath = path;
    }

    String targetOnTheWire() {
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** Returns the body: that of a twist, or else the encoded members. */
    byte[] body() {
        if (body != null) {
            return body;
        }
        return switch (format) {
            case NONE -> NOTHING;
            case JSON ->
                members.entrySet().stream()
                        .map(member -> Texts.json(member.getKey()) + ":" + member.getValue())
                        .collect(Collectors.joining(",", "{", "}"))
                        .getBytes(UTF_8);
            case FORM ->
                members.entrySet().stream()
                        .map(member -> Texts.encoded(member.getKey()) + "=" + member.getValue())
                        .collect(Collectors.joining("&"))
                        .getBytes(ISO_8859_1);
        };
    }

    boolean has(String header) {
        return headers.stream().anyMatch(line -> line.regionMatches(true, 0, header + ":", 0, header.length() + 1));
    }

    void remove(String header) {
        headers.removeIf(line -> line.regionMatches(true, 0, header + ":", 0, header.length() + 1));
    }

    /** Replaces all headers of that name. */
    void set(String header, String value) {
        remove(header);
        headers.add(header + ": " + value);
    }

    byte[] bytes() {
        String content = new String(body(), ISO_8859_1);
        boolean framed = has("Content-Length") || has("Transfer-Encoding");
        if (chunks > 0 && !framed) {
            headers.add("Transfer-Encoding: chunked");
            content = chunked(content);
        } else if (!framed && (!content.isEmpty() || format != Format.NONE)) {
            headers.add("Content-Length: " + content.length());
        }
        String text = method + " " + targetOnTheWire() + " " + version + "\r\n"
                + headers.stream().map(line -> line + "\r\n").collect(Collectors.joining()) + "\r\n" + content;
        return (lastly == null ? text : lastly.apply(text)).getBytes(ISO_8859_1);
    }

    private String chunked(String content) {
        StringBuilder all = new StringBuilder();
        for (int from = 0; from < content.length(); from += chunks) {
            int size = Math.min(chunks, content.length() - from);
            all.append(Integer.toHexString(size))
                    .append("\r\n")
                    .append(content, from, from + size)
                    .append("\r\n");
        }
        return all + "0\r\n\r\n";
    }
}
