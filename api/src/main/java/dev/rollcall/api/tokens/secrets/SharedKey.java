package dev.rollcall.api.tokens.secrets;

import java.util.Arrays;
import java.util.Optional;

/** The keys that sign what clients send back later, each with its own generations. */
public enum SharedKey {
    REFRESH_TOKENS("refresh-tokens", "refresh-token-key"),
    PAGE_COOKIES("page-cookies", "cookie-key");

    private final String label;
    private final String storedName;

    SharedKey(String label, String storedName) {
        this.label = label;
        this.storedName = storedName;
    }

    /** Finds a key by what operators call it. */
    public static Optional<SharedKey> labelled(String label) {
        return Arrays.stream(values()).filter(key -> key.label.equals(label)).findFirst();
    }

    /** Returns what operators call the key. */
    public String label() {
        return label;
    }

    /** Returns the name in {@code shared_value}. */
    String storedName() {
        return storedName;
    }
}
