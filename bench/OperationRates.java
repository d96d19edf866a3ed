import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures every operation at 1, 16 and 64 connections, and what it stands on. Arguments: URL and process id of the
 * node, of the bare endpoint, data directory of the node, seconds per figure, picture to write.
 */
public class OperationRates {

    private static final int[] CONNECTIONS = {1, 16, 64};

    private static final int USERS = 1_000;

    /** Enough for a few seconds. */
    private static final int USERS_WHOSE_SESSIONS_END = 1_500;

    private static final int WARM_UP_CONNECTIONS = 16;

    /** A node gets faster for about two minutes of starts. */
    private static final int WARM_UP_SECONDS = 45;

    private static final String START = "start, limit 5";

    private final List<Figures> all = new ArrayList<>();
    private final LoadClient node;
    private final LoadClient bare;
    private final long service;
    private final long bareEndpoint;
    private final long postmaster;
    private final Sessions sessions;
    private final Map<String, Iterator<Call>> endless = new LinkedHashMap<>();
    private final int seconds;

    private OperationRates(String[] arguments) throws IOException {
        this.node = new LoadClient(URI.create(arguments[0]));
        this.service = Long.parseLong(arguments[1]);
        this.bare = new LoadClient(URI.create(arguments[2]));
        this.bareEndpoint = Long.parseLong(arguments[3]);
        this.postmaster = Long.parseLong(Files.readAllLines(postmasterFile(arguments[4])).get(0));
        this.seconds = Integer.parseInt(arguments[5]);
        this.sessions = new Sessions(URI.create(arguments[0]));
    }

    public static void main(String[] arguments) throws Exception {
        OperationRates rates = new OperationRates(arguments);
        Path data = Path.of(arguments[4]);
        rates.operations();
        rates.bareEndpoint();
        if (PgBench.isInstalled()) {
            rates.database(new PgBench(Path.of("bench", "floors"),
                    Integer.parseInt(Files.readAllLines(postmasterFile(arguments[4])).get(3)),
                    Files.readString(data.resolve("postgres-password")).strip()));
        } else {
            System.err.println("pgbench is not installed: what PostgreSQL alone needs is left out");
        }
        System.out.println(new RateTable(rates.all));
        Files.writeString(Path.of(arguments[6]), new RatePlot(rates.all).toString());
    }

    private static Path postmasterFile(String data) {
        return Path.of(data, "postgres", "postmaster.pid");
    }

    private void operations() throws IOException {
        prepare();
        for (int warmUp = 2; warmUp > 0; warmUp--) {
            node.run(endless.get(START), WARM_UP_CONNECTIONS, WARM_UP_SECONDS);
            endingOne(WARM_UP_CONNECTIONS);
            endingAll(WARM_UP_CONNECTIONS);
            for (Iterator<Call> calls : endless.values()) {
                node.run(calls, WARM_UP_CONNECTIONS, seconds);
            }
        }
        all.clear();
        for (int connections : CONNECTIONS) {
            measure(START, endless.get(START), connections);
            endingOne(connections);
            endingAll(connections);
            for (Map.Entry<String, Iterator<Call>> operation : endless.entrySet()) {
                if (!operation.getKey().equals(START)) {
                    measure(operation.getKey(), operation.getValue(), connections);
                }
            }
        }
    }

    private void prepare() throws IOException {
        List<Sessions.Tokens> tokens = sessions.of("checked-", USERS);
        endless.put(START, Sessions.endless(number -> Sessions.start("limited-" + number % USERS, null)));
        endless.put("refresh", Sessions.refreshes(sessions.of("refreshed-", USERS)));
        endless.put("list of 5", Sessions.endless(number -> Sessions.bearer("GET /auth/sessions", at(tokens, number))));
        endless.put("profile", Sessions.endless(number -> Sessions.bearer("GET /auth/profile", at(tokens, number))));
        endless.put("introspection", Sessions.endless(number -> Sessions.introspection(at(tokens, number))));
        endless.put("check", Sessions.endless(number -> Sessions.bearer("GET /authorize", at(tokens, number))));
    }

    private static Sessions.Tokens at(List<Sessions.Tokens> tokens, int number) {
        return tokens.get(number % tokens.size());
    }

    private void endingOne(int connections) throws IOException {
        measure("end one", sessions.ofNewUsers(USERS_WHOSE_SESSIONS_END).stream()
                .map(tokens -> Sessions.bearer("POST /auth/logout", tokens)).iterator(), connections);
    }

    private void endingAll(int connections) throws IOException {
        measure("end all of 5", sessions.ofNewUsers(USERS_WHOSE_SESSIONS_END)
                .subList((Sessions.LIMIT - 1) * USERS_WHOSE_SESSIONS_END, Sessions.LIMIT * USERS_WHOSE_SESSIONS_END).stream()
                .map(tokens -> Sessions.bearer("POST /auth/logout-all", tokens)).iterator(), connections);
    }

    private void measure(String operation, Iterator<Call> calls, int connections) throws IOException {
        all.add(Figures.of(operation, node, calls, connections, seconds, service, postmaster));
    }

    private void bareEndpoint() throws IOException {
        Iterator<Call> calls = Sessions.endless(number -> Call.of("GET /bare", Map.of(), "", null));
        bare.run(calls, WARM_UP_CONNECTIONS, 3 * seconds);
        for (int connections : CONNECTIONS) {
            all.add(Figures.of(Floor.BARE.text(), bare, calls, connections, seconds, bareEndpoint, postmaster));
        }
    }

    private void database(PgBench pgbench) throws Exception {
        pgbench.createTables();
        for (Floor floor : Floor.values()) {
            for (int connections : CONNECTIONS) {
                if (floor.script() != null) {
                    all.add(pgbench.run(floor.text(), floor.script(), floor.operations(), connections, seconds,
                            service, postmaster));
                }
            }
        }
    }
}
