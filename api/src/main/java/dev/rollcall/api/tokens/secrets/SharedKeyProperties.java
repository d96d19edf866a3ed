package dev.rollcall.api.tokens.secrets;

import dev.rollcall.api.web.settings.SecretSetting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rollcall.tokens.*-keys}.
 *
 * @param refreshTokenKeys Keys of refresh tokens, 32 bytes in base64 each, the same on every node. The first one signs;
 *     all are accepted. See docs/keys.md. Default: generated and stored in the database.
 * @param refreshTokenKeysFile File with the keys of refresh tokens, one in a line, instead of 'refresh-token-keys'.
 * @param pageCookieKeys Keys of page cookies, 32 bytes in base64 each, the same on every node. The first one signs; all
 *     are accepted. Default: generated and stored in the database.
 * @param pageCookieKeysFile File with the keys of page cookies, one in a line, instead of 'page-cookie-keys'.
 */
@ConfigurationProperties("rollcall.tokens")
record SharedKeyProperties(
        @DefaultValue List<String> refreshTokenKeys,
        @Nullable Path refreshTokenKeysFile,
        @DefaultValue List<String> pageCookieKeys,
        @Nullable Path pageCookieKeysFile) {

    /** Returns the keys, that which signs first; none if they are in the database. */
    List<HmacKey> keys(SharedKey key) {
        return switch (key) {
            case REFRESH_TOKENS -> read("rollcall.tokens.refresh-token-keys", refreshTokenKeys, refreshTokenKeysFile);
            case PAGE_COOKIES -> read("rollcall.tokens.page-cookie-keys", pageCookieKeys, pageCookieKeysFile);
        };
    }

    private static List<HmacKey> read(String name, List<String> given, @Nullable Path file) {
        SecretSetting setting = new SecretSetting(name);
        return setting.read(given, file).stream()
                .map(key -> new HmacKey(setting.parseKey(key)))
                .toList();
    }

    /** Never shows the keys. */
    @Override
    public String toString() {
        return "SharedKeyProperties";
    }
}
