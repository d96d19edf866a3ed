package dev.rollcall.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A {@link Device}, sealed with a key of its user: once that key is destroyed, nobody can tell any more what it was.
 *
 * @param sealed authenticated ciphertext in base64url without padding (RFC 4648 section 5)
 */
public record SealedDevice(@JsonValue String sealed) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SealedDevice {}
}
