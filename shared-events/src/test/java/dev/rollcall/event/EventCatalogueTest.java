package dev.rollcall.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks that the catalogue of events matches the code, and rewrites it on request. */
class EventCatalogueTest {

    private static final Path CATALOGUE = Path.of("../docs/events/README.md");

    private static final Path EXAMPLES = Path.of("src/test/resources/events");

    private static final String REWRITE = "./mvnw -pl shared-events test -Dtest=EventCatalogueTest -Drewrite";

    private static final String HEAD = """
            # The events

            All events, in the form in which they are stored forever. Those with a `userId` are about the sessions of
            that user, or about the account: `Account…`, `EmailChanged`, `Password…` and `LoginFailuresExceeded`.
            `HistoryAccepted`, `HistoryArchived` and `LogKeyReplaced` belong to no user. This file is generated from the
            code. The build fails if it is out of date; `%s` rewrites it.

            The stored type of an event is its class name. The revision distinguishes older stored forms, which can
            still be read. Times are RFC 3339 in UTC, durations are ISO 8601, and fields without a value are left out.
            """.formatted(REWRITE);

    @Test
    void theCatalogueIsUpToDate() throws IOException {
        String catalogue = HEAD
                + Stream.of(
                                permitted(SessionEvent.class),
                                permitted(AccountEvent.class),
                                Stream.of(HistoryAccepted.class, HistoryArchived.class, LogKeyReplaced.class))
                        .flatMap(events -> events)
                        .sorted(Comparator.comparing(Class::getSimpleName))
                        .map(EventCatalogueTest::chapter)
                        .collect(joining());
        if (System.getProperty("rewrite") != null) {
            Files.createDirectories(CATALOGUE.getParent());
            Files.writeString(CATALOGUE, catalogue);
        }
        assertThat(CATALOGUE).as("is out of date; rewrite it with: " + REWRITE).hasContent(catalogue);
    }

    private static String chapter(Class<?> event) {
        return """

                ## %s

                | | |
                |---|---|
                | type | `%s` |
                | revision | %s |
                | ends sessions | %s |

                | field | type | |
                |---|---|---|
                %s
                %s""".formatted(
                        event.getSimpleName(),
                        event.getName(),
                        revision(event),
                        SessionEnding.class.isAssignableFrom(event) ? "yes" : "no",
                        fields(event),
                        examples(event));
    }

    private static String fields(Class<?> event) {
        return Arrays.stream(event.getRecordComponents())
                .map(field -> "| `%s` | %s | %s |%n"
                        .formatted(field.getName(), type(field), isNullable(field.getAnnotatedType()) ? "optional" : "")
                        .replace("|  |", "| |"))
                .collect(joining());
    }

    private static String type(RecordComponent field) {
        String type = field.getGenericType().getTypeName().replaceAll("[a-z]+\\.", "");
        Class<?> plain = field.getType();
        return plain.isEnum()
                ? "`" + type + "`: "
                        + Arrays.stream(plain.getEnumConstants())
                                .map(value -> "`" + value + "`")
                                .collect(joining(", "))
                : "`" + type + "`";
    }

    private static boolean isNullable(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    /**
     * Returns the examples of the current stored form. Examples of older forms have another revision, or none, in their
     * names.
     */
    private static String examples(Class<?> event) {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<Path> found = files.filter(
                            file -> isOf(event, file.getFileName().toString()))
                    .sorted(Comparator.comparingInt(
                                    (Path file) -> file.toString().length())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
            assertThat(found).as("examples of " + event).isNotEmpty();
            return found.stream().map(EventCatalogueTest::example).collect(joining("\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isOf(Class<?> event, String file) {
        String stem = event.getSimpleName() + (revision(event).equals("none") ? "" : "-" + revision(event));
        return file.equals(stem + ".json") || file.startsWith(stem + "-");
    }

    private static String example(Path file) {
        try {
            return "```json\n" + Files.readString(file, UTF_8).strip() + "\n```\n";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String revision(Class<?> event) {
        try {
            return String.valueOf(event.getField("REVISION").get(null));
        } catch (NoSuchFieldException first) {
            return "none";
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Stream<Class<?>> permitted(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventCatalogueTest::permitted)
                : Stream.of(type);
    }
}
