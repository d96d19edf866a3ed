package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/scaling.md shows what bench/Capacity.java prints. */
class CapacityDocumentTest {

    private static final Pattern COMMAND = Pattern.compile("(?m)^java bench/Capacity\\.java (.+)$");

    private static final Pattern TABLE_OF_FIRST_COMMAND =
            Pattern.compile("(?s)java bench/Capacity\\.java [^\n]+\n```\n\n(\\| users .+?\n)\n");

    private static final Pattern OPTIONS = Pattern.compile("(?s)```\n( +--starts .+?)```");

    private final String document = SourceTree.read(SourceTree.ROOT.resolve("docs/scaling.md"));

    private final List<String> commands = COMMAND.matcher(document)
            .results()
            .map((MatchResult command) -> command.group(1))
            .toList();

    @Test
    void hasTheTableThatItsCommandPrints() {
        assertThat(first(TABLE_OF_FIRST_COMMAND)).isEqualTo(output(commands.get(0)));
    }

    @Test
    void hasAllOptions() {
        assertThat(output("--help")).endsWith("\n" + first(OPTIONS));
    }

    @Test
    void hasCommandsThatWork() {
        assertThat(commands)
                .hasSizeGreaterThan(2)
                .allSatisfy(command -> assertThat(output(command)).startsWith("| users |"));
    }

    private String first(Pattern part) {
        Matcher found = part.matcher(document);
        assertThat(found.find()).as(part.pattern()).isTrue();
        return found.group(1);
    }

    private static String output(String arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "bench/Capacity.java"));
        command.addAll(List.of(arguments.split(" ")));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(SourceTree.ROOT.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notStarted) {
            throw new IllegalStateException(notStarted);
        }
    }
}
