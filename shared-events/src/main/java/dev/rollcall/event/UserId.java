package dev.rollcall.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A user's identifier: opaque, case-sensitive, 1 to {@value #MAX_LENGTH} characters, none of them a control character.
 */
public record UserId(@JsonValue String value) {

    public static final int MAX_LENGTH = 255;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        if (value.isBlank() || value.length() > MAX_LENGTH || value.codePoints().anyMatch(UserId::isNoCharacter)) {
            throw new IllegalArgumentException(
                    "a user id has 1 to " + MAX_LENGTH + " characters, none of them a control character");
        }
    }

    private static boolean isNoCharacter(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    /** The raw value: the event stream is keyed by it. */
    @Override
    public String toString() {
        return value;
    }
}
