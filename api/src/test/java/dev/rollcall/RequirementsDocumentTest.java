package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/requirements.md names each requirement once, a class that is there and a test that is there. */
class RequirementsDocumentTest {

    private static final Map<String, Integer> HOW_MANY = Map.of("S0", 5, "S1", 10, "S2", 9, "S3", 7, "S4", 5, "C", 5);

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (S\\d-\\d+|C-\\d) \\| .+ \\| `(\\w+)` \\| `(\\w+)(?:\\.(\\w+))?` \\|$");

    private static final Pattern CITED = Pattern.compile("\\b(S\\d-\\d+|C-\\d)\\b|void (s\\d_\\d+|c\\d)_");

    private final List<MatchResult> rows = ROW.matcher(SourceTree.read(SourceTree.ROOT.resolve("docs/requirements.md")))
            .results()
            .toList();

    @Test
    void hasEachRequirementOnce() {
        Set<String> ids = HOW_MANY.entrySet().stream()
                .flatMap(part -> IntStream.rangeClosed(1, part.getValue()).mapToObj(n -> part.getKey() + "-" + n))
                .collect(Collectors.toSet());

        assertThat(rows)
                .extracting(row -> row.group(1))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void namesClassesAndTestsThatExist() {
        Set<String> classes = names("src/main/java");
        Map<String, String> tests = SourceTree.javaIn("src/test/java").stream()
                .collect(Collectors.toMap(RequirementsDocumentTest::name, SourceTree::read, String::concat));

        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(classes).as(row.group()).contains(row.group(2));
            assertThat(tests).as(row.group()).containsKey(row.group(3));
            if (row.group(4) != null) {
                assertThat(tests.get(row.group(3))).as(row.group()).contains("void " + row.group(4) + "(");
            }
        });
    }

    @Test
    void hasEveryRequirementThatATestCites() {
        Set<String> cited = new TreeSet<>();
        for (Path file : SourceTree.javaIn("src/test/java")) {
            CITED.matcher(SourceTree.read(file))
                    .results()
                    .map(id -> id.group(1) == null ? id(id.group(2)) : id.group(1))
                    .forEach(cited::add);
        }

        assertThat(rows).extracting(row -> row.group(1)).containsAll(cited);
    }

    /** Of the beginning of a method's name: {@code s1_10} or {@code c3}. */
    private static String id(String beginning) {
        return beginning.startsWith("c")
                ? "C-" + beginning.substring(1)
                : beginning.toUpperCase(Locale.ROOT).replace('_', '-');
    }

    private static Set<String> names(String place) {
        return SourceTree.javaIn(place).stream()
                .map(RequirementsDocumentTest::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
