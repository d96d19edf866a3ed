import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Floors: what PostgreSQL alone needs for the same rows, measured with pgbench on copies of the empty tables. */
class PgBench {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");

    private final Path scripts;
    private final int port;
    private final String password;

    PgBench(Path scripts, int port, String password) {
        this.scripts = scripts;
        this.port = port;
        this.password = password;
    }

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("pgbench", "--version").redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException | InterruptedException absent) {
            return false;
        }
    }

    void createTables() throws IOException, SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=" + password;
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(scripts.resolve("tables.sql")));
        }
    }

    /**
     * Measures a script.
     *
     * @param operations how many operations a transaction of the script does; it knows them as {@code :operations}
     */
    Figures run(String name, String script, int operations, int connections, int seconds, long service, long postmaster)
            throws IOException, InterruptedException {
        ProcessorTime before = ProcessorTime.of(service, postmaster);
        String output = output(List.of("pgbench", "-n", "-M", "prepared", "-h", "127.0.0.1", "-p", Integer.toString(port),
                "-U", "postgres", "-c", Integer.toString(connections), "-T", Integer.toString(seconds),
                "-D", "operations=" + operations, "-f", scripts.resolve(script).toString(), "postgres"));
        double database = ProcessorTime.of(service, postmaster).since(before).database();
        double perSecond = find(RATE, output) * operations;
        Figures figures = new Figures(name, connections, perSecond, find(LATENCY, output), Double.NaN,
                0, database * 1e6 / (perSecond * seconds));
        System.err.println(figures);
        return figures;
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder pgbench = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
        pgbench.environment().putAll(Map.of("PGPASSWORD", password));
        Process process = pgbench.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        return output;
    }

    private static double find(Pattern pattern, String output) throws IOException {
        Matcher found = pattern.matcher(output);
        if (!found.find()) {
            throw new IOException("pgbench says: " + output);
        }
        return Double.parseDouble(found.group(1));
    }
}
