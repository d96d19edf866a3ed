package dev.rollcall.api.web;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.EndReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language has every text, with the same placeholders. */
class MessagesTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)(,[a-z]+)?");

    private static final Properties ENGLISH = texts(Locale.ENGLISH);

    static List<Locale> others() {
        return Languages.OURS.stream()
                .filter(language -> !language.equals(Locale.ENGLISH))
                .toList();
    }

    private static Properties texts(Locale language) {
        String file = language.equals(Locale.ENGLISH) ? "messages.properties" : "messages_" + language + ".properties";
        Properties texts = new Properties();
        try (InputStream stream = MessagesTest.class.getClassLoader().getResourceAsStream(file)) {
            texts.load(new InputStreamReader(Objects.requireNonNull(stream, file), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return texts;
    }

    @Test
    void thereIsAnotherLanguageThanEnglish() {
        assertThat(others()).contains(Locale.GERMAN);
        assertThat(ENGLISH).hasSizeGreaterThan(300);
    }

    @ParameterizedTest
    @MethodSource("others")
    void hasTheSameKeys(Locale language) {
        assertThat(texts(language).stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(ENGLISH.stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("others")
    void hasTheSamePlaceholders(Locale language) {
        Properties texts = texts(language);
        for (String key : ENGLISH.stringPropertyNames()) {
            assertThat(placeholders(texts.getProperty(key))).as(key).isEqualTo(placeholders(ENGLISH.getProperty(key)));
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void everyTextIsTranslatedAndCanBeFormatted(Locale language) {
        Properties texts = texts(language);
        for (String key : ENGLISH.stringPropertyNames()) {
            String text = texts.getProperty(key);
            assertThat(text).as(key).isNotBlank();
            if (!placeholders(text).isEmpty()) {
                assertThat(new MessageFormat(text, language).getFormats())
                        .as(key)
                        .isNotEmpty();
                assertThat(text)
                        .as("%s: an apostrophe would hide the placeholders after it", key)
                        .doesNotContain("'");
            }
        }
        assertThat(texts.getProperty("page.language")).isEqualTo(language.getLanguage());
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonHasItsTexts(EndReason reason) {
        for (String use : List.of("session.ended.", "timeline.ended.", "page.ended.", "page.audit.reason.")) {
            assertThat(ENGLISH.stringPropertyNames()).contains(use + reason);
        }
    }

    private static TreeSet<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group()).collect(toCollection(TreeSet::new));
    }
}
