package dev.rollcall.api.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import dev.rollcall.event.UserId;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Seals texts for the database: what belongs to a user with the key of that user, and what may belong to nobody with a
 * key of this installation.
 */
@Component
public class TextSeals {

    private final UserKeys keys;
    private final Aead own;

    TextSeals(UserKeys keys, MasterKeys master) {
        this.keys = keys;
        this.own = master.seals();
    }

    /**
     * Seals a text with the key of a user.
     *
     * @param kind what the text is; it can be opened as nothing else
     */
    public byte[] seal(UserId user, String kind, String text) {
        return seal(keys.getOrCreate(user).aead(), text.getBytes(UTF_8), contextOf(user, kind));
    }

    /** Opens a text of a user; empty if it was sealed before the user's data was erased. */
    public Optional<String> open(UserId user, String kind, byte[] sealed) {
        return keys.find(user)
                .flatMap(key -> open(key.aead(), sealed, contextOf(user, kind)))
                .map(text -> new String(text, UTF_8));
    }

    /** Seals with the key of this installation. */
    public byte[] seal(String kind, byte[] content) {
        return seal(own, content, kind.getBytes(UTF_8));
    }

    /** Opens what was sealed with the key of this installation; empty if it was sealed by another one. */
    public Optional<byte[]> open(String kind, byte[] sealed) {
        return open(own, sealed, kind.getBytes(UTF_8));
    }

    private static byte[] seal(Aead key, byte[] content, byte[] context) {
        try {
            return key.encrypt(content, context);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Optional<byte[]> open(Aead key, byte[] sealed, byte[] context) {
        try {
            return Optional.of(key.decrypt(sealed, context));
        } catch (GeneralSecurityException anotherKey) {
            return Optional.empty();
        }
    }

    private static byte[] contextOf(UserId user, String kind) {
        return (kind + "|" + user.value()).getBytes(UTF_8);
    }
}
