import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Measures each page beside the API calls that tell the same, one after the other. Arguments: URL of the node, rounds. Page
 * and calls take turns: in each round, each runs for a quarter of a second over one connection. Prints a Markdown table.
 */
public class PageTimes {

    private static final double TURN_SECONDS = 0.25;

    private static final double WARM_UP_SECONDS = 3;

    private static final int FEW = 5;

    private static final int HUNDREDS = 500;

    private static final String HEAD = """
            | page | API | page, p50 and p95 in ms | API, p50 and p95 in ms | ratio of p50 | and of p95 | kB, compressed |
            |---|---|--:|--:|--:|--:|--:|
            """;

    private final LoadClient node;
    private final int rounds;

    private PageTimes(URI node, int rounds) {
        this.node = new LoadClient(node);
        this.rounds = rounds;
    }

    /** @param what the page shows, beside its path */
    private record Pair(String what, PageVisitor visitor, String page, String... calls) {}

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
                new Pair("5 devices", few, "/sessions", "/auth/sessions", "/users/few/security-settings"),
                new Pair("500 devices", hundreds, "/sessions", "/auth/sessions", "/users/hundreds/security-settings"),
                new Pair("500 devices, an update", hundreds, "/sessions/list",
                        "/auth/sessions", "/users/hundreds/security-settings"),
                new Pair("", few, "/sessions/settings", "/users/few/security-settings"),
                new Pair("", admin, "/admin", "/admin/projections", "/admin/cleanup", "/admin/signing-keys"),
                new Pair("500 devices", admin, "/admin/page/user?user=hundreds",
                        "/users/hundreds/sessions?limit=20", "/users/hundreds"),
                new Pair("", admin, "/admin/page/cleanup", "/admin/cleanup"),
                new Pair("500 sessions", auditor, "/audit?user=hundreds&order=oldest",
                        "/audit/users/hundreds/timeline"),
                new Pair("500 sessions", auditor, "/audit/page/sessions?user=hundreds",
                        "/audit/sessions?userId=hundreds&limit=100&at=" + now),
                new Pair("500 sessions", auditor, "/audit/page/signed-in?user=hundreds&at=" + now,
                        "/audit/sessions?userId=hundreds&at=" + now),
                new Pair("everybody", auditor, "/audit/page/signed-in?at=" + now, "/audit/sessions?at=" + now),
                new Pair("", auditor, "/audit/page/session?id=" + session, "/audit/sessions/" + session),
                new Pair("", auditor, "/audit/page/log?index=5",
                        "/audit/checkpoint", "/audit/key", "/audit/proof/inclusion?index=5&size=1000"));

        PageTimes times = new PageTimes(node, Integer.parseInt(arguments[1]));
        for (Pair pair : pairs) {
            times.warmUp(pair);
        }
        System.out.print(HEAD);
        for (Pair pair : pairs) {
            System.out.println(times.measure(pair));
        }
    }

    private void warmUp(Pair pair) throws IOException {
        node.run(page(pair), 1, WARM_UP_SECONDS);
        node.run(calls(pair), 1, WARM_UP_SECONDS);
    }

    private static Visits page(Pair pair) {
        return new Visits(List.of(pair.visitor().page(pair.page())));
    }

    private static Visits calls(Pair pair) {
        return new Visits(Arrays.stream(pair.calls()).map(pair.visitor()::call).toList());
    }

    private String measure(Pair pair) throws IOException, InterruptedException {
        warmUp(pair);
        Visits page = page(pair);
        Visits calls = calls(pair);
        for (int round = 0; round < rounds; round++) {
            node.run(page.again(), 1, TURN_SECONDS);
            node.run(calls.again(), 1, TURN_SECONDS);
        }
        return String.format(Locale.ROOT, "| `%s`%s | %s | %.1f, %.1f | %.1f, %.1f | %.1f | %.1f | %.0f |",
                shortened(pair.page()), pair.what().isEmpty() ? "" : ", " + pair.what(),
                Arrays.stream(pair.calls()).map(call -> "`" + shortened(call) + "`").collect(Collectors.joining(", ")),
                page.millis(50), page.millis(95), calls.millis(50), calls.millis(95),
                page.millis(50) / calls.millis(50), page.millis(95) / calls.millis(95),
                pair.visitor().kilobytes(pair.page()));
    }

    /** The same calls again and again over one connection, and how long all of them took together. */
    private static final class Visits implements Iterator<Call> {

        private final List<Call> calls;
        private final List<Long> nanos = new ArrayList<>();
        private int next;
        private long began;

        Visits(List<Call> calls) {
            this.calls = calls;
        }

        /** Begins with the first call, also if the turn before ended between two. */
        Visits again() {
            next = 0;
            return this;
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Call next() {
            if (next == calls.size()) {
                next = 0;
            }
            if (next == 0) {
                began = System.nanoTime();
            }
            Call call = calls.get(next++);
            return next < calls.size() ? call : new Call(call.request(), answer -> nanos.add(System.nanoTime() - began));
        }

        double millis(int percentile) {
            return nanos.stream().sorted().toList().get(nanos.size() * percentile / 100) / 1e6;
        }
    }

    private static String shortened(String path) {
        return path.replaceAll("\\?.*", "").replaceAll("/[0-9a-f-]{36}", "/…");
    }
}
