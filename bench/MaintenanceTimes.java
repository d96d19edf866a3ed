import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Measures how fast checks are while a node or its database is maintained, and while nothing else happens, in turn.
 * Arguments: URL of the node, JDBC URL, number of rounds. Prints a Markdown table.
 */
public class MaintenanceTimes {

    private static final int USERS = 1_000;

    private static final String TABLES = "SELECT oid::regclass FROM pg_class"
            + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";

    private static final int CHECKS_PER_SECOND = 500;

    private static final double WARM_UP_SECONDS = 15;

    private static final double TURN_SECONDS = 4;

    private final URI node;
    private final String database;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Sessions.Tokens> checked;
    private final String admin;
    private final String auditor;

    private MaintenanceTimes(String[] arguments) throws IOException, InterruptedException {
        node = URI.create(arguments[0]);
        database = arguments[1];
        checked = new Sessions(node).of("checked-", USERS);
        admin = login("admin", "admin123");
        auditor = login("auditor", "audit123");
    }

    public static void main(String[] arguments) throws Exception {
        MaintenanceTimes times = new MaintenanceTimes(arguments);
        Map<String, Callable<Object>> works = new LinkedHashMap<>();
        works.put("clean-up", () -> times.send("POST", "/admin/cleanup", times.admin));
        works.put("rebuild of `live-sessions`", () -> times.rebuild("live-sessions"));
        works.put("rebuild of `session-history`", () -> times.rebuild("session-history"));
        works.put("export of all events", times::export);
        works.put("dump of the database", times::dump);

        times.run(times.checks(), WARM_UP_SECONDS);
        System.out.println("| meanwhile | done | checks: p50, p99 in ms | with nothing else | ratio of p99 | failed |");
        System.out.println("|---|--:|--:|--:|--:|--:|");
        for (Map.Entry<String, Callable<Object>> work : works.entrySet()) {
            times.measure(work.getKey(), work.getValue(), Integer.parseInt(arguments[2]));
        }
    }

    /** The work begins again until the turn is over; what it does after that is not measured. */
    private void measure(String name, Callable<Object> work, int rounds) throws Exception {
        List<OpenLoad.Stream> quiet = new ArrayList<>();
        List<OpenLoad.Stream> busy = new ArrayList<>();
        int done = 0;
        for (int round = 0; round < rounds; round++) {
            quiet.add(run(checks(), TURN_SECONDS));
            OpenLoad.Stream checks = checks();
            CompletableFuture<Void> turn = CompletableFuture.runAsync(() -> runUnchecked(checks));
            do {
                work.call();
                done++;
            } while (!turn.isDone());
            turn.join();
            busy.add(checks);
        }
        OpenLoad.Stream allQuiet = OpenLoad.Stream.all(quiet);
        OpenLoad.Stream allBusy = OpenLoad.Stream.all(busy);
        System.out.printf(Locale.ROOT, "| %s | %d | %.2f, %.2f | %.2f, %.2f | %.1f | %d |%n", name, done,
                allBusy.millis(50), allBusy.millis(99), allQuiet.millis(50), allQuiet.millis(99),
                allBusy.millis(99) / allQuiet.millis(99), allBusy.failed() + allBusy.shed());
    }

    private OpenLoad.Stream checks() {
        return new OpenLoad.Stream(
                Sessions.endless(number -> Sessions.bearer("GET /authorize", checked.get(number % checked.size()))),
                CHECKS_PER_SECOND);
    }

    private OpenLoad.Stream run(OpenLoad.Stream stream, double seconds) throws IOException {
        new OpenLoad(node).run(List.of(stream), seconds);
        return stream;
    }

    private void runUnchecked(OpenLoad.Stream stream) {
        try {
            run(stream, TURN_SECONDS);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private String rebuild(String projection) throws IOException, InterruptedException {
        HttpResponse<String> started =
                send("POST", "/admin/projections/" + projection + "/rebuilds", admin);
        String progress;
        do {
            Thread.sleep(50);
            progress = send("GET", started.headers().firstValue("Location").orElseThrow(), admin).body();
        } while (progress.contains("\"state\":\"RUNNING\""));
        return progress;
    }

    private Long export() throws IOException, InterruptedException {
        HttpRequest request = request("/audit/export", auditor).GET().build();
        try (InputStream lines = http.send(request, BodyHandlers.ofInputStream()).body()) {
            return lines.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Reads and compresses all tables in one transaction, as {@code pg_dump} does. */
    private Integer dump() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(TABLES)) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : tables) {
                try (OutputStream compressed = new GZIPOutputStream(OutputStream.nullOutputStream())) {
                    copies.copyOut("COPY " + table + " TO STDOUT", compressed);
                }
            }
            return tables.size();
        }
    }

    private String login(String user, String password) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/auth/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"userName\":\"" + user + "\",\"password\":\"" + password + "\"}"))
                .build();
        return Sessions.Tokens.of(http.send(request, BodyHandlers.ofString()).body()).access();
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(node.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(String method, String path, String token)
            throws IOException, InterruptedException {
        HttpRequest request = request(path, token).method(method, BodyPublishers.noBody()).build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer + ": " + answer.body());
        }
        return answer;
    }
}
