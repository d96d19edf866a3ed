package dev.rollcall.faults.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.faults.history.log.History;
import dev.rollcall.faults.history.log.LogReader;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.Policy;
import dev.rollcall.faults.history.log.UnreadableLog;
import dev.rollcall.faults.history.log.WhenFull;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log is read strictly, and errors name the line. */
class LogReaderTest {

    private static final String POLICY = "{'type':'policy','limit':1}\n";

    private static History read(String text) throws IOException, UnreadableLog {
        return new LogReader().read(new BufferedReader(new StringReader(text.replace('\'', '"'))));
    }

    @Test
    void readsAllFieldsOfAnOperation() throws Exception {
        History history = read(POLICY + """

                {'type':'operation','id':'o1','op':'start','client':'c','node':'n','user':'u','session':'s',\
                'caller':'t','ended':['r'],'invoked':1,'answered':2,'outcome':'done','newToken':'x'}
                """);
        Operation start = history.users().iterator().next().operations().get(0);
        assertThat(start.line()).isEqualTo(3);
        assertThat(start.node()).isEqualTo("n");
        assertThat(start.caller()).isEqualTo("t");
        assertThat(start.ended()).containsExactly("r");
        assertThat(start.answeredAt()).isEqualTo(2);
        assertThat(start.newToken()).isEqualTo("x");
    }

    @Test
    void aPolicyHasDefaults() throws Exception {
        Policy policy = read("{'type':'policy'}").policy();
        assertThat(policy.limit()).isNull();
        assertThat(policy.rule().whenFull()).isEqualTo(WhenFull.EVICT_OLDEST);
        assertThat(policy.endedBound()).isEqualTo(1_000_000_000);
        assertThat(policy.grace()).isEqualTo(10_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'start','id':'a','user':'u','outcome':'unknown'} | field 'invoked' is missing",
                "{'op':'start','user':'u','invoked':1,'outcome':'unknown'} | field 'id' is missing",
                "{'op':'start','id':'a','invoked':1,'outcome':'unknown'} | field 'user' is missing",
                "{'op':'start','id':'a','user':'u','invoked':1} | field 'outcome' is missing",
                "{'id':'a','user':'u','invoked':1,'outcome':'unknown'} | field 'op' is missing",
                "{'op':'start','id':'a','user':'u','invoked':1,'answered':2,'outcome':'done'} |"
                        + " field 'session' is missing",
                "{'op':'end','id':'a','user':'u','invoked':1,'outcome':'unknown'} | field 'session' is missing",
                "{'op':'list','id':'a','user':'u','invoked':1,'answered':1,'outcome':'done'} |"
                        + " field 'sessions' is missing",
                "{'op':'introspect','id':'a','user':'u','session':'s','invoked':1,'answered':1,'outcome':'done'} |"
                        + " field 'active' is missing",
                "{'op':'checkpoint','id':'a','size':1,'invoked':1,'answered':1,'outcome':'done'} |"
                        + " field 'root' is missing",
                "{'op':'check','id':'a','user':'u','session':'s','invoked':1,'outcome':'refused'} |"
                        + " field 'answered' is missing",
                "{'op':'start','id':'a','user':'u','invoked':-1,'outcome':'unknown'} | field 'invoked' is negative",
                "{'op':'start','id':'a','user':'u','invoked':2,'answered':1,'outcome':'unknown'} |"
                        + " it was answered before it was invoked",
                "{'op':'begin','id':'a','user':'u','invoked':1,'outcome':'unknown'} |"
                        + " field 'op' has a wrong type or value",
                "{'op':1,'id':'a','user':'u','invoked':1,'outcome':'unknown'} | field 'op' has a wrong type or value",
                "{'op':'start','id':'a','user':7,'invoked':1,'outcome':'unknown'} |"
                        + " field 'user' has a wrong type or value",
                "{'op':'start','id':'a','user':'u','invoked':'1','outcome':'unknown'} |"
                        + " field 'invoked' has a wrong type or value",
                "{'op':'start','id':'a','user':'u','invoked':1.5,'outcome':'unknown'} |"
                        + " field 'invoked' has a wrong type or value",
                "{'op':'start','id':'a','user':'u','invoked':1,'outcome':'unknown','sessions':'s'} |"
                        + " field 'sessions' has a wrong type or value",
                "{'op':'start','id':'a','user':'u','invoked':1,'outcome':'unknown','when':1} | field 'when' is unknown",
                "{'op':'start','id':'a','user':'u','invoked':1,'outcome':'unknown','line':1} | field 'line' is unknown",
                "{'op':'start','id':'a','id':'a','user':'u','invoked':1,'outcome':'unknown'} | it is not a JSON object"
            })
    void refusesAnOperation(String operation, String wrong) {
        String line = operation.replaceFirst("\\{", "{'type':'operation',");
        assertThatThrownBy(() -> read(POLICY + line))
                .isInstanceOf(UnreadableLog.class)
                .hasMessageStartingWith("line 2: " + wrong);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'event','user':'u','index':0,'event':'SessionStarted','session':'s'} |"
                        + " field 'sequence' is missing",
                "{'type':'event','user':'u','sequence':0,'event':'SessionStarted','session':'s'} |"
                        + " field 'index' is missing",
                "{'type':'event','sequence':0,'index':0,'event':'SessionStarted','session':'s'} |"
                        + " field 'user' is missing",
                "{'type':'event','user':'u','sequence':0,'index':0,'session':'s'} | field 'event' is missing",
                "{'type':'event','user':'u','sequence':0,'index':0,'event':'SessionStarted'} |"
                        + " field 'session' is missing",
                "{'type':'event','user':'u','sequence':0,'index':0,'event':'AllSessionsTerminated'} |"
                        + " field 'sessions' is missing",
                "{'type':'event','user':'u','sequence':-1,'index':0,'event':'SessionStarted','session':'s'} |"
                        + " field 'sequence' is negative",
                "{'type':'event','user':'u','sequence':0,'index':0,'event':'SessionExpired','session':'s',"
                        + "'reason':'ORPHANED','at':'noon'} |"
                        + " field 'at' has a wrong type or value",
                "{'type':'policy'} | there is a second line of type 'policy'",
                "{'type':'proof'} | field 'type' must be 'policy', 'operation' or 'event'",
                "{'limit':1} | field 'type' must be 'policy', 'operation' or 'event'",
                "{'type':'policy' | it is not a JSON object",
                "[]                 | it is not a JSON object",
                "7                  | it is not a JSON object",
                "{'type':'policy'}7 | it is not a JSON object"
            })
    void refusesALine(String line, String wrong) {
        assertThatThrownBy(() -> read(POLICY + line))
                .isInstanceOf(UnreadableLog.class)
                .hasMessageStartingWith("line 2: " + wrong);
    }

    @Test
    void refusesAnIdThatOccursTwice() {
        String start = "{'type':'operation','id':'a','op':'start','user':'u','invoked':1,'outcome':'unknown'}\n";
        assertThatThrownBy(() -> read(POLICY + start + start)).hasMessage("line 3: operation 'a' is in line 2 already");
    }

    @Test
    void beginsWithThePolicy() {
        assertThatThrownBy(() -> read("{'type':'event','user':'u','sequence':0,'index':0,'event':'SessionStarted',"
                        + "'session':'s'}"))
                .hasMessage("line 1: the first line must have the type 'policy'");
        assertThatThrownBy(() -> read("")).hasMessage("line 1: the log is empty");
        assertThatThrownBy(() -> read("{'type':'policy','limit':0}")).hasMessageStartingWith("line 1: field 'limit'");
    }

    @Test
    void refusesWhatIsNotUtf8(@TempDir Path directory) throws IOException {
        Path log = Files.write(directory.resolve("log"), "{'type':'ä'}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new LogReader().read(log)).hasMessageContaining("not UTF-8");
    }
}
