package dev.rollcall.api.web.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A setting that is a secret, or several. It is given as it is, as by the environment, or in the file that the setting
 * {@code <key>-file} names, one secret in a line. White space around a secret, and blank lines, do not count.
 *
 * @param key the setting
 */
public record SecretSetting(String key) {

    /** The length of a symmetric key in bytes. */
    public static final int KEY_BYTES = 32;

    private static final Logger log = LoggerFactory.getLogger(SecretSetting.class);

    private static final int LONGEST_FILE = 65_536;

    private static final String CREATE_KEY = "Create a key with 'openssl rand -base64 32'.";

    /**
     * Returns the secrets; none if neither is given. Warns if others may read the file.
     *
     * @throws WrongSetting if both are given, or the file cannot be read, is too long or has no secret
     */
    public List<String> read(List<String> given, @Nullable Path file) {
        List<String> values = given.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (file == null || file.toString().isEmpty()) {
            return values;
        }
        if (!values.isEmpty()) {
            throw new WrongSetting(key + " and " + key + "-file must not be given together.", "Remove one of them.");
        }
        List<String> lines = text(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw wrong(file, "has no content.", null);
        }
        return lines;
    }

    /**
     * Returns the secret that may be given only once; null if neither is given.
     *
     * @throws WrongSetting also if the file has several lines
     */
    public @Nullable String readOne(@Nullable String given, @Nullable Path file) {
        List<String> values = read(given == null ? List.of() : List.of(given), file);
        if (values.size() > 1 && file != null) {
            throw wrong(file, "has more than one line.", null);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * Parses a symmetric key.
     *
     * @throws WrongSetting if it is not 32 bytes in base64; the message does not show it
     */
    public byte[] parseKey(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new WrongSetting(key + " must be 32 bytes in base64.", CREATE_KEY);
        }
        return bytes;
    }

    private String text(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(LONGEST_FILE + 1);
            if (bytes.length > LONGEST_FILE) {
                throw wrong(file, "is longer than 64 KiB.", null);
            }
            warnIfOthersMayRead(file);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException missing) {
            throw wrong(file, "does not exist.", missing);
        } catch (IOException unreadable) {
            throw wrong(file, "cannot be read as text in UTF-8.", unreadable);
        }
    }

    private void warnIfOthersMayRead(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
            log.warn("{}-file: every user of this machine may read {}; remove that permission", key, file);
        }
    }

    private WrongSetting wrong(Path file, String fault, @Nullable Throwable cause) {
        String message = key + "-file: " + file + " " + fault;
        return cause == null
                ? new WrongSetting(message, "Write the secret into it.")
                : new WrongSetting(message, cause);
    }
}
