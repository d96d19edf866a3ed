package dev.rollcall.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A {@link Device}, encrypted with a key of its user. Once that key is destroyed, nobody can read the device any more.
 *
 * @param sealed authenticated ciphertext in base64url without padding (RFC 4648 section 5)
 */
public record SealedDevice(@JsonValue String sealed) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SealedDevice {}
}
