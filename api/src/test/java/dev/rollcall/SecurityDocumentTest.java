package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every test that docs/security.md names exists. */
class SecurityDocumentTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:IT|Test)(?:\\.\\w+)?)`");

    private static final Pattern METHOD = Pattern.compile("void (\\w+)\\(");

    @Test
    void namesTestsThatExist() {
        List<String> named = NAMED.matcher(SourceTree.read(SourceTree.ROOT.resolve("docs/security.md")))
                .results()
                .map(test -> test.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(tests()).containsAll(named);
    }

    private static Set<String> tests() {
        Set<String> tests = new HashSet<>();
        for (Path file : SourceTree.javaIn("src/test/java")) {
            String type = file.getFileName().toString().replace(".java", "");
            tests.add(type);
            METHOD.matcher(SourceTree.read(file)).results().forEach(method -> tests.add(type + "." + method.group(1)));
        }
        return tests;
    }
}
