package dev.rollcall.api.web.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/**
 * Tables of all settings in Markdown, from Spring Boot's configuration metadata. A description is plain text, as editors
 * show it: {@code 'x'} becomes code, {@code docs/x.md} a link, and a last sentence {@code Default: …} the default.
 */
final class SettingsReference {

    private static final String METADATA = "classpath*:META-INF/spring-configuration-metadata.json";

    private static final Pattern SECTION = Pattern.compile("rollcall\\.([a-z-]+)\\..+");

    private static final Pattern DEFAULT = Pattern.compile("(.*) Default: (.+)\\.");

    private static final Pattern LINK = Pattern.compile("docs/([a-z-]+)\\.md");

    private static final String OTHERS = "";

    /** In the order in which they are shown. */
    private static final Map<String, String> HEADINGS = new LinkedHashMap<>();

    static {
        HEADINGS.put(OTHERS, "General");
        HEADINGS.put("sessions", "Sessions");
        HEADINGS.put("tokens", "Tokens");
        HEADINGS.put("login", "Login");
        HEADINGS.put("mail", "Mail");
        HEADINGS.put("bootstrap-admin", "First administrator");
        HEADINGS.put("pages", "Pages");
        HEADINGS.put("cors", "Cross-origin requests");
        HEADINGS.put("gateway", "Browsers behind a gateway");
        HEADINGS.put("database", "Database");
        HEADINGS.put("migrations", "Changes of the tables");
        HEADINGS.put("embedded-postgres", "Embedded database");
        HEADINGS.put("personal-data", "Personal data");
        HEADINGS.put("audit", "Transparency log and audit");
        HEADINGS.put("reader", "Standby for auditors");
        HEADINGS.put("sweep", "Clean-up");
        HEADINGS.put("requests", "Requests");
        HEADINGS.put("commands", "Commands");
        HEADINGS.put("checks", "Session checks");
        HEADINGS.put("live", "Event streams");
        HEADINGS.put("endings", "Stream of ended sessions");
        HEADINGS.put("warm-up", "Warm-up");
        HEADINGS.put("shutdown", "Shutdown");
        HEADINGS.put("history", "Lost history");
    }

    private static final Map<String, String> TYPES = Map.of(
            "java.lang.Boolean", "true or false",
            "java.lang.Integer", "whole number",
            "java.lang.String", "string",
            "java.nio.file.Path", "path",
            "java.time.Duration", "duration",
            "java.util.List<java.lang.String>", "list of strings",
            "java.util.List<java.nio.file.Path>", "list of paths");

    /** The settings by name. */
    private final Map<String, JsonNode> properties = new TreeMap<>();

    static SettingsReference ofThisApplication() throws IOException {
        SettingsReference reference = new SettingsReference();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources(METADATA)) {
            for (JsonNode property : new ObjectMapper().readTree(file.getURL()).path("properties")) {
                String name = property.path("name").asText();
                if (name.startsWith("rollcall.")) {
                    reference.properties.put(name, property);
                }
            }
        }
        return reference;
    }

    /** Returns the descriptions by the name of the setting; null for a setting without one. */
    Map<String, @Nullable String> descriptions() {
        Map<String, @Nullable String> descriptions = new TreeMap<>();
        properties.forEach((name, property) ->
                descriptions.put(name, property.path("description").textValue()));
        return descriptions;
    }

    String markdown() {
        Map<String, List<JsonNode>> sections = properties.values().stream()
                .collect(Collectors.groupingBy(property -> section(name(property)), TreeMap::new, Collectors.toList()));
        if (!HEADINGS.keySet().equals(sections.keySet())) {
            throw new AssertionError("HEADINGS must name the sections " + sections.keySet());
        }
        return HEADINGS.entrySet().stream()
                .map(heading -> table(heading.getValue(), sections.getOrDefault(heading.getKey(), List.of())))
                .collect(Collectors.joining());
    }

    private static String section(String name) {
        Matcher section = SECTION.matcher(name);
        return section.matches() ? section.group(1) : OTHERS;
    }

    private static String table(String heading, List<JsonNode> settings) {
        return """

                ## %s

                | key | type | default | |
                |---|---|---|---|
                %s""".formatted(
                        heading, settings.stream().map(SettingsReference::row).collect(Collectors.joining()));
    }

    private static String row(JsonNode setting) {
        String description = setting.path("description").asText();
        String fallback = setting.path("defaultValue").asText();
        Matcher told = DEFAULT.matcher(description);
        if (told.matches()) {
            description = told.group(1);
            fallback = formatted(told.group(2));
        } else {
            fallback = fallback.isEmpty() ? "none" : "`" + fallback + "`";
        }
        String type = setting.path("type").asText();
        return "| `%s` | %s | %s | %s |%n"
                .formatted(name(setting), type(type), fallback, formatted(description) + choices(type));
    }

    private static String name(JsonNode setting) {
        return setting.path("name").asText();
    }

    private static String type(String type) {
        return TYPES.getOrDefault(type, type.startsWith("java.util.List<") ? "list of entries" : "choice");
    }

    private static String choices(String type) {
        if (TYPES.containsKey(type) || type.startsWith("java.util.List<")) {
            return "";
        }
        Class<?> choice = ClassUtils.resolveClassName(type, SettingsReference.class.getClassLoader());
        return " One of "
                + Arrays.stream(choice.getEnumConstants())
                        .map(value -> "`" + value + "`")
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String formatted(String plain) {
        return LINK.matcher(plain.replaceAll("(?<!\\w)'([^']+)'(?!\\w)", "`$1`"))
                .replaceAll(link -> "[%s](%s.md)".formatted(link.group(1).replace('-', ' '), link.group(1)));
    }
}
