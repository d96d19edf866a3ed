import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures each page beside the API call with the same content. Arguments: URL of the node, number of connections, rounds.
 * Page and call take turns: in each round, each runs for a quarter of a second. Prints a Markdown table.
 */
public class PageTimes {

    private static final double TURN_SECONDS = 0.25;

    private static final double WARM_UP_SECONDS = 3;

    private static final int FEW = 5;

    private static final int HUNDREDS = 500;

    private static final String HEAD = """
            | page | call | page, p50 and p95 in ms | call, p50 and p95 in ms | ratio of p95 | kB, compressed |
            |---|---|--:|--:|--:|--:|
            """;

    private final LoadClient node;
    private final int connections;
    private final int rounds;

    private PageTimes(URI node, int connections, int rounds) {
        this.node = new LoadClient(node);
        this.connections = connections;
        this.rounds = rounds;
    }

    /** @param what the page shows, beside its path */
    private record Pair(String what, PageVisitor visitor, String page, String call) {}

    public static void main(String[] arguments) throws Exception {
        URI node = URI.create(arguments[0]);
        PageVisitor admin = PageVisitor.of(node, "admin", "admin123");
        PageVisitor auditor = PageVisitor.of(node, "auditor", "audit123");
        PageVisitor few = PageVisitor.ofNew(admin, "few");
        PageVisitor hundreds = PageVisitor.ofNew(admin, "hundreds");
        Sessions sessions = new Sessions(node);
        sessions.start("few", FEW - 2);
        sessions.start("hundreds", HUNDREDS - 2);
        admin.post("/admin/cleanup");
        String session = few.find("/auth/sessions", "\"sessionId\":\"([^\"]+)\"");
        String now = Instant.now().minusSeconds(1).toString();

        List<Pair> pairs = List.of(
                new Pair("5 devices", few, "/sessions", "/auth/sessions"),
                new Pair("500 devices", hundreds, "/sessions", "/auth/sessions"),
                new Pair("500 devices, an update", hundreds, "/sessions/list", "/auth/sessions"),
                new Pair("", few, "/sessions/settings", "/users/few/security-settings"),
                new Pair("", admin, "/admin", "/admin/projections"),
                new Pair("500 devices", admin, "/admin/page/user?user=hundreds", "/users/hundreds/sessions?limit=20"),
                new Pair("", admin, "/admin/page/cleanup", "/admin/cleanup"),
                new Pair("500 sessions", auditor, "/audit?user=hundreds&order=oldest",
                        "/audit/users/hundreds/timeline"),
                new Pair("500 sessions", auditor, "/audit/page/sessions?user=hundreds",
                        "/audit/sessions?userId=hundreds&limit=100&at=" + now),
                new Pair("500 sessions", auditor, "/audit/page/signed-in?user=hundreds&at=" + now,
                        "/audit/sessions?userId=hundreds&at=" + now),
                new Pair("everybody", auditor, "/audit/page/signed-in?at=" + now, "/audit/sessions?at=" + now),
                new Pair("", auditor, "/audit/page/session?id=" + session, "/audit/sessions/" + session),
                new Pair("", auditor, "/audit/page/log?index=5", "/audit/proof/inclusion?index=5&size=1000"));

        PageTimes times = new PageTimes(node, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        System.out.print(HEAD);
        for (Pair pair : pairs) {
            System.out.println(times.measure(pair));
        }
    }

    private String measure(Pair pair) throws IOException, InterruptedException {
        Call page = pair.visitor().page(pair.page());
        Call call = pair.visitor().call(pair.call());
        node.run(Sessions.endless(number -> page), connections, WARM_UP_SECONDS);
        node.run(Sessions.endless(number -> call), connections, WARM_UP_SECONDS);
        List<LoadClient.Load> ofPage = new ArrayList<>();
        List<LoadClient.Load> ofCall = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ofPage.add(node.run(Sessions.endless(number -> page), connections, TURN_SECONDS));
            ofCall.add(node.run(Sessions.endless(number -> call), connections, TURN_SECONDS));
        }
        LoadClient.Load pages = LoadClient.Load.all(ofPage);
        LoadClient.Load calls = LoadClient.Load.all(ofCall);
        return String.format(Locale.ROOT, "| `%s`%s | `%s` | %.1f, %.1f | %.1f, %.1f | %.1f | %.0f |",
                shortened(pair.page()), pair.what().isEmpty() ? "" : ", " + pair.what(), shortened(pair.call()),
                pages.millis(50), pages.millis(95), calls.millis(50), calls.millis(95),
                pages.millis(95) / calls.millis(95), pair.visitor().kilobytes(pair.page()));
    }

    private static String shortened(String path) {
        return path.replaceAll("\\?.*", "").replaceAll("/[0-9a-f-]{36}", "/…");
    }
}
