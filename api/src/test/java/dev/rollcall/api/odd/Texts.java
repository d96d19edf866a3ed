package dev.rollcall.api.odd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** How texts are written in a request. */
final class Texts {

    private Texts() {}

    /** As a JSON string; unpaired surrogates are escaped, since UTF-8 has none. */
    static String json(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit < ' ' || unit == '"' || unit == '\\' || Character.isSurrogate((char) unit)) {
                quoted.append(String.format("\\u%04x", unit));
            } else {
                quoted.append((char) unit);
            }
        });
        return quoted.append('"').toString();
    }

    /** For a query, a form or a path. */
    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** The bytes of its UTF-8, each as a character. */
    static String raw(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
