package dev.rollcall.api.web.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** All {@code rollcall.*} settings, from the configuration metadata that is generated at compile time. */
final class KnownSettings {

    private static final String METADATA = "classpath*:META-INF/spring-configuration-metadata.json";

    private static final String OUR_NAME = "\"name\": \"rollcall.";

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private final List<KnownSetting> settings;

    private KnownSettings(List<KnownSetting> settings) {
        this.settings = settings;
    }

    static KnownSettings ofThisApplication() {
        try {
            List<KnownSetting> found = new ArrayList<>();
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(METADATA)) {
                String text = file.getContentAsString(StandardCharsets.UTF_8);
                if (text.contains(OUR_NAME)) {
                    addAll(found, new ObjectMapper().readTree(text).path("properties"));
                }
            }
            return new KnownSettings(found);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void addAll(List<KnownSetting> found, JsonNode properties) {
        for (JsonNode property : properties) {
            found.addAll(KnownSetting.of(
                    property.path("name").asText(), property.path("type").asText()));
        }
    }

    List<KnownSetting> all() {
        return settings;
    }

    boolean contains(ConfigurationPropertyName name) {
        String uniform = uniform(name);
        return settings.stream().anyMatch(setting -> setting.isAt(uniform));
    }

    /** @param name the name of an environment variable */
    boolean containsVariable(String name) {
        return settings.stream().anyMatch(setting -> setting.isVariable(name));
    }

    /** Whether there are settings below this name, which may be an empty section of a YAML file. */
    boolean isSection(ConfigurationPropertyName name) {
        String uniform = uniform(name);
        return settings.stream().anyMatch(setting -> setting.isBelow(uniform));
    }

    /** Returns the setting with the most similar name. */
    KnownSetting nearest(String name) {
        String spelled = KnownSetting.spelling(name);
        return settings.stream()
                .min(Comparator.comparingInt(setting -> distance(spelled, setting.spelling())))
                .orElseThrow();
    }

    /** A name that lacks only the end or the beginning of a setting counts as close to it. */
    private static int distance(String spelled, String known) {
        if (known.startsWith(spelled + ".")) {
            return 0;
        }
        String end = spelled.substring(spelled.indexOf('.') + 1);
        return known.endsWith("." + end) ? 1 : DISTANCE.apply(spelled, known);
    }

    private static String uniform(ConfigurationPropertyName name) {
        StringBuilder uniform = new StringBuilder();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            if (name.isNumericIndex(i)) {
                uniform.append("[]");
            } else {
                uniform.append(i == 0 ? "" : ".").append(name.getElement(i, Form.UNIFORM));
            }
        }
        return uniform.toString().toLowerCase(Locale.ROOT);
    }
}
