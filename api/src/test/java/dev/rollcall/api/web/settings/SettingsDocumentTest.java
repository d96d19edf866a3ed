package dev.rollcall.api.web.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/settings.md lists the settings as the configuration metadata has them. */
class SettingsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/settings.md");

    private static final Path IDENTITY_PROVIDERS = Path.of("../docs/identity-providers.md");

    private static final Path SERVICES = Path.of("../docs/protect-a-service.md");

    private static final String REWRITE = "./mvnw -pl api -am test -Dtest=SettingsDocumentTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Drewrite";

    /** Everything above it is written by hand. */
    private static final String MARK =
            "<!-- Generated from the code, down to the end. Rewrite with: " + REWRITE + " -->\n";

    @Test
    void theTablesAreUpToDate() throws IOException {
        String byHand = Files.readString(DOCUMENT).split("<!-- Generated", 2)[0];
        String document = byHand + MARK + SettingsReference.ofThisApplication().markdown();
        if (System.getProperty("rewrite") != null) {
            Files.writeString(DOCUMENT, document);
        }
        assertThat(DOCUMENT).as("is stale; rewrite it with: " + REWRITE).hasContent(document);
    }

    /** Editors show the descriptions without rendering any markup. */
    @Test
    void everyDescriptionIsSentencesInPlainText() throws IOException {
        assertThat(SettingsReference.ofThisApplication().descriptions())
                .isNotEmpty()
                .allSatisfy((name, description) -> assertThat(description)
                        .as(name)
                        .matches("[A-Z].*\\.")
                        .doesNotContain("{@", "`", "<", "|", "\n"));
    }

    /** The metadata describes lists, but not the parts of their entries. */
    @Test
    void everyPartOfAnEntryIsDescribed() throws IOException {
        List<String> parts = KnownSettings.ofThisApplication().all().stream()
                .map(KnownSetting::name)
                .filter(name -> name.contains("[]."))
                .map(name -> name.replaceFirst(".*\\[]\\.", "").replaceFirst("(\\[]|\\.\\*)$", ""))
                .toList();

        assertThat(parts).contains("secret", "jwks-uri");
        String documents =
                Files.readString(DOCUMENT) + Files.readString(IDENTITY_PROVIDERS) + Files.readString(SERVICES);
        assertThat(parts)
                .allSatisfy(part -> assertThat(documents).containsPattern("`" + Pattern.quote(part) + "[`.\\[]"));
    }
}
