package dev.rollcall.api.privacy;

import com.google.crypto.tink.Aead;

/**
 * The key of one user.
 *
 * @param aead seals values that can be opened again
 * @param names derives names of values that only have to be found again
 */
record UserKey(Aead aead, NameKey names) {

    static UserKey of(byte[] key) {
        return new UserKey(AeadKey.of(key), NameKey.derivedFrom(key));
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "UserKey";
    }
}
