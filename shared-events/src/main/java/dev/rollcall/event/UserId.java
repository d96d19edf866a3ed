package dev.rollcall.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A user's identifier: opaque, case-sensitive, not blank, 1 to {@value #MAX_LENGTH} characters without control
 * characters or unpaired surrogates.
 */
public record UserId(@JsonValue String value) {

    public static final int MAX_LENGTH = 255;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        if (value.isBlank() || value.length() > MAX_LENGTH || value.codePoints().anyMatch(UserId::isForbidden)) {
            throw new IllegalArgumentException("a user id must not be blank, and must have at most " + MAX_LENGTH
                    + " characters, without control characters or unpaired surrogates");
        }
    }

    private static boolean isForbidden(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    /** Returns the raw value, which is the key of the user's event stream. */
    @Override
    public String toString() {
        return value;
    }
}
