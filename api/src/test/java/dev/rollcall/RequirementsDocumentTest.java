package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/requirements.md lists each requirement once, with a class and tests that exist. */
class RequirementsDocumentTest {

    private static final Map<String, Integer> NUMBER_OF_REQUIREMENTS =
            Map.of("S0", 5, "S1", 10, "S2", 9, "S3", 7, "S4", 5, "C", 5);

    private static final Pattern TEST = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| (S\\d-\\d+|C-\\d) \\| .+ \\| `(\\w+)` \\| (%1$s(?:, %1$s)*) \\|$".formatted(TEST));

    private static final Pattern CITED = Pattern.compile("\\b(?:S\\d-\\d+|C-\\d)\\b");

    private final List<MatchResult> rows = ROW.matcher(SourceTree.read(SourceTree.ROOT.resolve("docs/requirements.md")))
            .results()
            .toList();

    @Test
    void hasEachRequirementOnce() {
        Set<String> ids = NUMBER_OF_REQUIREMENTS.entrySet().stream()
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
            assertThat(TEST.matcher(row.group(3)).results()).isNotEmpty().allSatisfy(test -> {
                assertThat(tests).as(row.group()).containsKey(test.group(1));
                if (test.group(2) != null) {
                    assertThat(tests.get(test.group(1))).as(row.group()).contains("void " + test.group(2) + "(");
                }
            });
        });
    }

    @Test
    void hasEveryRequirementThatATestCites() {
        Set<String> cited = new TreeSet<>();
        for (Path file : SourceTree.javaIn("src/test/java")) {
            CITED.matcher(SourceTree.read(file))
                    .results()
                    .map(MatchResult::group)
                    .forEach(cited::add);
        }

        assertThat(cited).isNotEmpty();
        assertThat(rows).extracting(row -> row.group(1)).containsAll(cited);
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
