package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that docs/security.md names exists. */
class SecurityDocumentTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:IT|Test)(?:\\.\\w+)?)`");

    private static final Pattern METHOD = Pattern.compile("void (\\w+)\\(");

    @Test
    void namesTestsThatExist() throws IOException {
        List<String> named = NAMED.matcher(Files.readString(Path.of("../docs/security.md")))
                .results()
                .map(test -> test.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(tests()).containsAll(named);
    }

    private static Set<String> tests() throws IOException {
        Set<String> tests = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                String type = file.getFileName().toString().replace(".java", "");
                tests.add(type);
                METHOD.matcher(Files.readString(file))
                        .results()
                        .forEach(method -> tests.add(type + "." + method.group(1)));
            }
        }
        return tests;
    }
}
