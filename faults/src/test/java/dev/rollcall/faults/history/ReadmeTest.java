package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.faults.history.log.LogReader;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.Policy;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.verdict.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README describes the log and the rules as they are. */
class ReadmeTest {

    private final String readme;

    ReadmeTest() throws IOException {
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void namesEveryFieldAndEveryViolation() {
        Stream<String> fields = Stream.of(Policy.class, Operation.class, StoredEvent.class)
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .map(name -> name.equals("action") ? "op" : name)
                .map(name -> name.equals("kind") ? "event" : name)
                .filter(name -> !name.equals("line"));
        assertThat(Stream.concat(fields, Stream.of(Kind.values()).map(Kind::name)))
                .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }

    @Test
    void showsALogInWhichAllPromisesWereKept() throws Exception {
        Matcher example = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(example.find()).isTrue();
        assertThat(HistoryCheck.check(new LogReader().read(new BufferedReader(new StringReader(example.group(1)))))
                        .violations())
                .isEmpty();
    }
}
