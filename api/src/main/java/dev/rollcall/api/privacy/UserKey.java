package dev.rollcall.api.privacy;

import com.google.crypto.tink.Aead;

/** The key of one user. */
final class UserKey {

    private final byte[] key;
    private final Aead aead;

    private UserKey(byte[] key) {
        this.key = key;
        this.aead = AeadKey.of(key);
    }

    static UserKey of(byte[] key) {
        return new UserKey(key.clone());
    }

    /** Seals values that can be opened again. */
    Aead aead() {
        return aead;
    }

    /** Derives names of values that only have to be found again. Deriving takes longer than opening a device. */
    NameKey names() {
        return NameKey.derivedFrom(key);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "UserKey";
    }
}
