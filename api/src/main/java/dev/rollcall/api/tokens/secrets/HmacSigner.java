package dev.rollcall.api.tokens.secrets;

import java.util.Optional;

/**
 * Signs values that clients send back later, as {@code <content>.<mac>}. The MAC is HMAC-SHA-256 (RFC 2104) with a key
 * that all nodes share, so that nothing secret is stored per value. The key may be replaced: values of the old one are
 * accepted for as long as it is kept.
 */
public final class HmacSigner {

    private final FollowedKey key;

    HmacSigner(FollowedKey key) {
        this.key = key;
    }

    public String sign(String content) {
        return content + "." + mac(content);
    }

    /** @return the content, or empty if this service did not sign the value */
    public Optional<String> verify(String signed) {
        int end = signed.lastIndexOf('.');
        return end >= 0 && isMac(signed.substring(end + 1), signed.substring(0, end))
                ? Optional.of(signed.substring(0, end))
                : Optional.empty();
    }

    /** Returns the MAC alone, in base64url. */
    public String mac(String content) {
        return key.signing().mac(content);
    }

    /** Whether this service has made the MAC for the content, with any key that is still kept. */
    public boolean isMac(String mac, String content) {
        return key.anyAccepted(accepted -> accepted.isMac(mac, content));
    }
}
