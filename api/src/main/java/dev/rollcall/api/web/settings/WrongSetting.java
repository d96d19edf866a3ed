package dev.rollcall.api.web.settings;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A setting that stops the start. The message begins with its key. */
public final class WrongSetting extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final @Nullable String advice;

    /** @param message what is wrong, beginning with the key; it never holds a secret */
    public WrongSetting(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = null;
    }

    /** @param advice what to do about it */
    public WrongSetting(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    /** Somebody may have given the key itself where a file is wanted: it is not repeated. */
    public static WrongSetting ofFile(String key, Path file, String fault, Throwable cause) {
        String shown = file.toString().contains("-----BEGIN") ? "what is given" : file.toString();
        return new WrongSetting(key + ": " + shown + " " + fault, cause);
    }

    /** Like {@code Assert.isTrue}. */
    public static void unless(boolean condition, String message) {
        if (!condition) {
            throw new WrongSetting(message, (Throwable) null);
        }
    }

    Optional<String> advice() {
        return Optional.ofNullable(advice);
    }
}
