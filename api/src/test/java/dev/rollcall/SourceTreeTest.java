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

/** Rules about the source tree. */
class SourceTreeTest {

    private static final int MOST_FILES = 20;

    /** Contains the class of every event type ever stored, so it may have more files. */
    private static final String FROZEN = "dev/rollcall/event";

    private static final Pattern CREATED = Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");

    private static final Pattern TEXT =
            Pattern.compile("\"\"\"(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"");

    /** Several modules read these tables; only the event store writes them. */
    private static final Set<String> READ_BY_SEVERAL_MODULES = Set.of("domain_event_entry", "archived_user");

    /** A refresh reads its session and its generation in one statement, and clean-up reads both tables. */
    private static final Set<String> JOINED = Set.of("live_session", "refresh_generation");

    @Test
    void noPackageHasMoreThanTwentyFiles() {
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
    void eachTableIsUsedByOneModule() {
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
        namedBy.keySet().removeAll(READ_BY_SEVERAL_MODULES);
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
