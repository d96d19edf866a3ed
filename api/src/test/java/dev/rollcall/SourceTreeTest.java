package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules about the tree of sources itself. */
class SourceTreeTest {

    private static final int MOST_FILES = 20;

    /** Where every event ever stored has its class, by name. */
    private static final String FROZEN = "dev/rollcall/event";

    private static final Pattern CREATED = Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");

    private static final Pattern TEXT =
            Pattern.compile("\"\"\"(?:[^\"\\\\]|\\\\.|\"(?!\"\"))*\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"");

    /** Read by all who tell of the past; written by the event store alone. */
    private static final Set<String> READ_BY_ALL = Set.of("domain_event_entry");

    /** A refresh needs its session and its generation in one statement, and clean-up both tables. */
    private static final Set<String> JOINED = Set.of("live_session", "refresh_generation");

    @Test
    void noPackageHasMoreFilesThanOneSees() {
        Map<String, Long> files = SourceTree.javaIn("src/main/java").stream()
                .collect(Collectors.groupingBy(
                        file -> SourceTree.ROOT
                                .relativize(file.getParent())
                                .toString()
                                .replace('\\', '/'),
                        TreeMap::new,
                        Collectors.counting()));
        files.keySet().removeIf(directory -> directory.endsWith(FROZEN));

        assertThat(files)
                .isNotEmpty()
                .allSatisfy(
                        (directory, number) -> assertThat(number).as(directory).isLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void aTableIsNamedByOneModule() {
        Set<String> tables = tables();
        Map<String, Set<String>> namedBy = new TreeMap<>();
        for (Path file : SourceTree.javaIn("src/main/java")) {
            String module = SourceTree.ROOT.relativize(file).getName(0).toString();
            Set<String> words = TEXT.matcher(SourceTree.read(file))
                    .results()
                    .flatMap(text -> Pattern.compile("\\W+").splitAsStream(text.group()))
                    .collect(Collectors.toSet());
            tables.stream()
                    .filter(words::contains)
                    .forEach(table -> namedBy.computeIfAbsent(table, any -> new TreeSet<>())
                            .add(module));
        }
        namedBy.keySet().removeAll(READ_BY_ALL);
        namedBy.keySet().removeAll(JOINED);

        assertThat(namedBy)
                .isNotEmpty()
                .allSatisfy((table, modules) -> assertThat(modules).as(table).hasSize(1));
    }

    private static Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        for (Path migration :
                SourceTree.filesIn(SourceTree.ROOT.resolve("api/src/main/resources/db/migration"), ".sql")) {
            Matcher created = CREATED.matcher(SourceTree.read(migration));
            while (created.find()) {
                tables.add(created.group(1));
            }
        }
        return tables;
    }
}
