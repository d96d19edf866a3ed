package dev.rollcall.api.odd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Encodings of texts in requests. */
final class Texts {

    private Texts() {}

    /** Returns a JSON string; unpaired surrogates are escaped, because UTF-8 cannot encode them. */
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

    /** Encodes a text for a query, a form or a path. */
    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** Returns the UTF-8 bytes of a text, each as one character. */
    static String raw(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
