package dev.rollcall.api.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a secret setting accepts, and how it explains what is wrong. */
@ExtendWith(OutputCaptureExtension.class)
class SecretSettingTest {

    private static final SecretSetting SETTING = new SecretSetting("rollcall.secret");
    private static final String KEY = "b25lIGtleSBvZiBwcmVjaXNlbHkgMzIgYnl0ZXMgb2s=";

    @TempDir
    Path directory;

    @Test
    void isGivenInAFileOrAsItIsOrNotAtAll() throws IOException {
        assertThat(SETTING.read(List.of(" a ", "", "b"), null)).containsExactly("a", "b");
        assertThat(SETTING.read(List.of(), file(" a \r\n\nb"))).containsExactly("a", "b");
        assertThat(SETTING.readOne("", Path.of(""))).isNull();
        assertThat(SETTING.readOne(null, file("a\n"))).isEqualTo("a");
        assertThat(SETTING.parseKey(KEY)).hasSize(32);
    }

    @Test
    void twoSourcesAreRefused() throws IOException {
        Path file = file("a");
        assertThatThrownBy(() -> SETTING.read(List.of("b"), file))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("rollcall.secret and rollcall.secret-file must not be given together.");
    }

    @Test
    void aFileThatCannotBeUsedIsNamed() throws IOException {
        assertWrong(directory.resolve("none"), "does not exist.");
        assertWrong(directory, "cannot be read as text in UTF-8.");
        assertWrong(file(" \n"), "has no content.");
        assertWrong(file("a\nb"), "has more than one line.");
        assertWrong(file("a".repeat(70_000)), "is longer than 64 KiB.");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertWrong(binary, "cannot be read as text in UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64!", KEY + KEY, "b25lIGtleSBvZiBwcmVjaXNlbHkgMzEgYnl0ZXM="})
    void aKeyOfAnotherLengthIsRefusedAndNotShown(String key) {
        assertThatThrownBy(() -> SETTING.parseKey(key))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("rollcall.secret must be 32 bytes in base64.");
    }

    @Test
    void aFileThatOthersMayReadIsReported(CapturedOutput output) throws IOException {
        Path file = file("a");
        SETTING.readOne(null, file);
        assertThat(output).doesNotContain("may read");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        SETTING.readOne(null, file);

        assertThat(output).contains("rollcall.secret-file: every user of this machine may read " + file);
    }

    private static void assertWrong(Path file, String fault) {
        assertThatThrownBy(() -> SETTING.readOne(null, file))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("rollcall.secret-file: " + file + " " + fault);
    }

    private Path file(String content) throws IOException {
        Path file = Files.createTempFile(directory, "secret", "");
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
