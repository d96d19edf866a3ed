package dev.rollcall.api.web.settings;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown if a setting stops the start. The message begins with the key of the setting. */
public final class WrongSetting extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final @Nullable String advice;

    /** @param message what is wrong, beginning with the key; it must not contain a secret */
    public WrongSetting(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = null;
    }

    /** @param advice how to correct it */
    public WrongSetting(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    /** Leaves out the path if it is the content of a key file, given by mistake. */
    public static WrongSetting ofFile(String key, Path file, String fault, Throwable cause) {
        String shown = file.toString().contains("-----BEGIN") ? "the given value" : file.toString();
        return new WrongSetting(key + ": " + shown + " " + fault, cause);
    }

    /** Throws unless the condition holds, like {@code Assert.isTrue}. */
    public static void unless(boolean condition, String message) {
        if (!condition) {
            throw new WrongSetting(message, (Throwable) null);
        }
    }

    Optional<String> advice() {
        return Optional.ofNullable(advice);
    }
}
