import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Measures what a session takes up: bytes in each table, in the write-ahead log (WAL) and on the heap of a node, and
 * processor time. The limit is five sessions. Arguments: URL and process id of the node, JDBC URL and process id of its
 * database, number of users.
 */
public class Footprint {

    private static final int CONNECTIONS = 16;

    private static final double FOR_EVER = 1e6;

    /** Uses of a session are recorded at most once a minute. */
    private static final int SECONDS_TO_NEXT_USE = 62;

    /** Longer than the node keeps what it has counted. */
    private static final long PAUSE_MILLIS = 6_000;

    private static final Pattern BEHIND = Pattern.compile("^rollcall_events_behind\\{.* [1-9N]", Pattern.MULTILINE);

    private static final Pattern HEAP = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private static final String SIZES = """
            SELECT relname, pg_total_relation_size(oid) FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
            """;

    private final URI node;
    private final long service;
    private final long postmaster;
    private final LoadClient client;
    private final Statement statement;
    private final int users;

    private Footprint(String[] arguments, Statement statement) {
        this.node = URI.create(arguments[0]);
        this.service = Long.parseLong(arguments[1]);
        this.postmaster = Long.parseLong(arguments[3]);
        this.users = Integer.parseInt(arguments[4]);
        this.client = new LoadClient(node);
        this.statement = statement;
    }

    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(arguments[2]);
                Statement statement = connection.createStatement()) {
            new Footprint(arguments, statement).measure();
        }
    }

    private void measure() throws Exception {
        new Sessions(node).of("warm-", users / 2);
        System.out.println("| operation | WAL bytes | processor time, service + PostgreSQL |\n|---|--:|--:|");
        Map<String, Long> empty = settled();
        Sessions.Tokens[] tokens = new Sessions.Tokens[Sessions.LIMIT * users];
        starts("start", tokens);
        Map<String, Long> filled = settled();
        starts("start that evicts another session", tokens);
        Map<String, Long> evicted = settled();

        List<Sessions.Tokens> live = List.of(tokens);
        long heap = heap();
        all("first check on a node, with a recorded use", live, token -> Sessions.bearer("GET /authorize", token));
        long known = heap();
        all("check of a known session", live, token -> Sessions.bearer("GET /authorize", token));
        Thread.sleep(1_000L * SECONDS_TO_NEXT_USE);
        all("check with a recorded use", live, token -> Sessions.bearer("GET /authorize", token));
        List<Sessions.Tokens> rotated = new ArrayList<>();
        all("first refresh of a session", live, token -> refresh(token, rotated));
        List<Sessions.Tokens> again = new ArrayList<>();
        long before = heap();
        all("another refresh", List.copyOf(rotated), token -> refresh(token, again));
        Map<String, Long> used = settled();
        long tokensKnown = heap();
        all("end", again.subList(0, again.size() / 2), token -> Sessions.bearer("POST /auth/logout", token));

        System.out.println("\n| bytes in tables | live session | ended session | used and refreshed |\n|---|--:|--:|--:|");
        int sessions = tokens.length;
        for (String table : empty.keySet()) {
            long first = filled.get(table) - empty.get(table);
            long second = evicted.get(table) - filled.get(table);
            long third = used.get(table) - evicted.get(table);
            if (first + second + third > sessions) {
                System.out.printf("| `%s` | %d | %d | %d |%n", table, first / sessions, second / sessions, third / live.size());
            }
        }
        System.out.printf("%n| bytes on the heap | |%n|---|--:|%n| known session | %d |%n| known token | %d |%n",
                (known - heap) / live.size(), (tokensKnown - before) / again.size());
    }

    /** Each user gets five sessions, in random order. The tokens replace those of an earlier round. */
    private void starts(String name, Sessions.Tokens[] tokens) throws Exception {
        List<Integer> order = new ArrayList<>(IntStream.range(0, tokens.length).boxed().toList());
        Collections.shuffle(order, new Random(1));
        all(name, order, number -> Sessions.start(
                "sized-" + number % users, answer -> tokens[number] = Sessions.Tokens.of(answer)));
    }

    private static Call refresh(Sessions.Tokens token, List<Sessions.Tokens> next) {
        return Call.of("POST /auth/refresh-token", Map.of("Content-Type", "application/json"),
                "{\"refresh_token\":\"" + token.refresh() + "\"}", answer -> next.add(Sessions.Tokens.of(answer)));
    }

    private <T> void all(String name, List<T> of, Function<T, Call> call) throws Exception {
        settled();
        statement.execute("CHECKPOINT");
        long wal = number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
        long images = number("SELECT wal_fpi FROM pg_stat_wal");
        ProcessorTime before = ProcessorTime.of(service, postmaster);
        client.run(of.stream().map(call).iterator(), CONNECTIONS, FOR_EVER);
        ProcessorTime time = ProcessorTime.of(service, postmaster).since(before);
        settled();
        System.out.printf("| %s | %d (%.2f images of pages) | %.0f + %.0f µs |%n", name,
                (number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint") - wal) / of.size(),
                (number("SELECT wal_fpi FROM pg_stat_wal") - images) / (double) of.size(),
                time.service() / of.size() * 1e6, time.database() / of.size() * 1e6);
    }

    /** Waits until the history and the transparency log have all events, and returns the size of each table. */
    private Map<String, Long> settled() throws Exception {
        do {
            Thread.sleep(PAUSE_MILLIS);
        } while (isBehind());
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery(SIZES)) {
            while (rows.next()) {
                sizes.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sizes;
    }

    private boolean isBehind() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/actuator/prometheus")).build();
        return BEHIND.matcher(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body()).find();
    }

    private long number(String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Bytes of live objects, after a garbage collection. */
    private long heap() throws IOException {
        Process jcmd = new ProcessBuilder("jcmd", Long.toString(service), "GC.class_histogram").start();
        String histogram = new String(jcmd.getInputStream().readAllBytes());
        Matcher total = HEAP.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException(histogram);
        }
        return Long.parseLong(total.group(1));
    }
}
