import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * A request, ready to be sent.
 *
 * @param answer takes the whole answer as text; null if nobody needs it
 */
record Call(byte[] request, Consumer<String> answer) {

    static Call of(String line, Map<String, String> headers, String body, Consumer<String> answer) {
        StringJoiner request = new StringJoiner("\r\n");
        request.add(line + " HTTP/1.1").add("Host: localhost");
        headers.forEach((name, value) -> request.add(name + ": " + value));
        if (!line.startsWith("GET")) {
            request.add("Content-Length: " + body.length());
        }
        request.add("").add(body);
        return new Call(request.toString().getBytes(StandardCharsets.US_ASCII), answer);
    }
}
