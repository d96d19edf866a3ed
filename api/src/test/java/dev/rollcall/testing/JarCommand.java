package dev.rollcall.testing;

import dev.rollcall.api.operations.cli.RollcallCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What a command of the jar has printed.
 *
 * @param exitCode 0 if all went well
 */
public record JarCommand(int exitCode, String out, String err) {

    /**
     * Runs a command on a database with the master key of tests, while nodes may be running.
     *
     * @param arguments of the command; settings override those of tests
     */
    public static JarCommand run(TestDatabase database, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        Stream.of(
                        "--spring.datasource.url=" + database.url(),
                        "--rollcall.demo-users=true",
                        "--rollcall.personal-data.master-key=" + Node.MASTER_KEY)
                .filter(setting -> all.stream()
                        .noneMatch(given -> given.startsWith(setting.substring(0, setting.indexOf('=') + 1))))
                .forEach(all::add);
        return runPlain(all.toArray(String[]::new));
    }

    /** Runs a command that needs no database. */
    public static JarCommand runPlain(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = RollcallCommand.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new JarCommand(command.execute(arguments), out.toString(), err.toString());
    }
}
