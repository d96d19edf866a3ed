import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures the operations that are used most, and what a node costs that has nothing to do. Arguments: URL and process
 * id of the node, its data directory, number of users with a history, seconds per figure, seconds of doing nothing.
 * Prints a line for each.
 */
public class GrowthRates {

    private static final int CONNECTIONS = 16;

    private static final int USERS = 1_000;

    private static final int MANY_USERS = 1_000_000;

    /** Until what the operations have left behind is done. */
    private static final long SETTLING_MILLIS = 15_000;

    private final LoadClient node;
    private final long service;
    private final long postmaster;
    private final Sessions sessions;
    private final int known;
    private final int seconds;

    private GrowthRates(String[] arguments) throws IOException {
        this.node = new LoadClient(URI.create(arguments[0]));
        this.service = Long.parseLong(arguments[1]);
        this.postmaster = Long.parseLong(Files.readAllLines(Path.of(arguments[2], "postgres", "postmaster.pid")).get(0));
        this.sessions = new Sessions(URI.create(arguments[0]));
        this.known = Integer.parseInt(arguments[3]);
        this.seconds = Integer.parseInt(arguments[4]);
    }

    public static void main(String[] arguments) throws Exception {
        GrowthRates rates = new GrowthRates(arguments);
        rates.operations();
        Thread.sleep(SETTLING_MILLIS);
        rates.idle(Integer.parseInt(arguments[5]));
    }

    private void idle(int seconds) throws IOException, InterruptedException {
        ProcessorTime before = ProcessorTime.of(service, postmaster);
        Thread.sleep(1_000L * seconds);
        ProcessorTime spent = ProcessorTime.of(service, postmaster).since(before);
        print("idle for a second", Double.NaN, spent.service() * 1e6 / seconds, spent.database() * 1e6 / seconds);
    }

    private void operations() throws IOException {
        Map<String, Iterator<Call>> operations = new LinkedHashMap<>();
        List<Sessions.Tokens> tokens = sessions.of("checked-", USERS);
        Random random = new Random();
        operations.put("start, limit 5", Sessions.endless(number -> Sessions.start("limited-" + number % USERS, null)));
        // Users whose events are inserted later must not have any yet.
        String unknown = known == 0 ? "any-" : "user-";
        operations.put("start of a user whom the node does not know", Sessions.endless(
                number -> Sessions.start(unknown + random.nextInt(known == 0 ? MANY_USERS : known), null)));
        operations.put("refresh", Sessions.refreshes(sessions.of("refreshed-", USERS)));
        operations.put("list of 5", Sessions.endless(
                number -> Sessions.bearer("GET /auth/sessions", tokens.get(number % tokens.size()))));
        operations.put("check", Sessions.endless(
                number -> Sessions.bearer("GET /authorize", tokens.get(number % tokens.size()))));
        for (Iterator<Call> calls : operations.values()) {
            node.run(calls, CONNECTIONS, 2 * seconds);
        }
        for (Map.Entry<String, Iterator<Call>> operation : operations.entrySet()) {
            measure(operation.getKey(), operation.getValue());
        }
        measure("end one", sessions.of("ending-", USERS).stream()
                .map(one -> Sessions.bearer("POST /auth/logout", one)).iterator());
    }

    private void measure(String operation, Iterator<Call> calls) throws IOException {
        Figures figures = Figures.of(operation, node, calls, CONNECTIONS, seconds, service, postmaster);
        print(operation, figures.perSecond(), figures.serviceMicros(), figures.databaseMicros());
    }

    private static void print(String what, double perSecond, double serviceMicros, double databaseMicros) {
        System.out.printf("%s\t%.0f\t%.0f\t%.0f%n", what, perSecond, serviceMicros, databaseMicros);
    }
}
