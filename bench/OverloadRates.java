import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures what a node does at one, two and five times of what it can take, and how fast checks are meanwhile.
 * Arguments: URL of the node, seconds per figure, and the operations to measure; all if none is named.
 */
public class OverloadRates {

    private static final int[] TIMES = {1, 2, 5};

    private static final int USERS = 1_000;

    private static final int CONNECTIONS = 64;

    /** All log in as one user, of whom a node checks a few at a time. */
    private static final int LOGINS = 4;

    private static final String LOGIN = "login with a password";

    private static final int CHECKS_PER_SECOND = 200;

    private static final String ROW = "| %s | %,.0f | %s× | %,.0f | %.0f | %.0f | %.0f | %.0f, %.0f | %.1f |%n";

    private final URI node;
    private final Sessions sessions;
    private final int seconds;
    private final List<Sessions.Tokens> checked;
    private final Map<String, Supplier<Iterator<Call>>> operations = new LinkedHashMap<>();

    private OverloadRates(String[] arguments) throws IOException {
        node = URI.create(arguments[0]);
        seconds = Integer.parseInt(arguments[1]);
        sessions = new Sessions(node);
        checked = sessions.of("checked-", USERS);
        operations.put(LOGIN, () -> Sessions.endless(number -> Sessions.login("june_doe", "test123")));
        operations.put("start", () -> Sessions.endless(number -> Sessions.start("limited-" + number % USERS, null)));
        operations.put("list of 5", () -> bearer("GET /auth/sessions"));
        operations.put("profile", () -> bearer("GET /auth/profile"));
        operations.put("introspection", () -> Sessions.endless(number -> Sessions.introspection(at(number))));
        operations.put("check", this::checks);
        if (arguments.length > 2) {
            operations.keySet().retainAll(List.of(arguments).subList(2, arguments.length));
        }
    }

    public static void main(String[] arguments) throws IOException {
        OverloadRates rates = new OverloadRates(arguments);
        rates.warmUp();
        System.out.println("| operation | can take, /s | offered | sent, /s | % answered | % shed | % without an answer"
                + " | p50, p99 of the answered, ms | p99 of checks, ms |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        rates.quiet();
        for (String operation : rates.operations.keySet()) {
            rates.overload(operation);
        }
    }

    private void warmUp() throws IOException {
        for (Supplier<Iterator<Call>> calls : operations.values()) {
            new LoadClient(node).run(calls.get(), LOGINS, 3 * seconds);
        }
    }

    private void quiet() throws IOException {
        OpenLoad.Stream checks = new OpenLoad.Stream(checks(), CHECKS_PER_SECOND);
        new OpenLoad(node).run(List.of(checks), seconds);
        System.out.printf(Locale.ROOT, "| nothing | | | | | | | | %.1f |%n", checks.millis(99));
    }

    private void overload(String operation) throws IOException {
        double most = new LoadClient(node)
                .run(operations.get(operation).get(), operation.equals(LOGIN) ? LOGINS : CONNECTIONS, seconds)
                .perSecond();
        for (int times : TIMES) {
            OpenLoad.Stream load = new OpenLoad.Stream(operations.get(operation).get(), times * most);
            OpenLoad.Stream checks = new OpenLoad.Stream(checks(), CHECKS_PER_SECOND);
            new OpenLoad(node).run(List.of(checks, load), seconds);
            double percent = 100.0 / load.sent();
            System.out.printf(Locale.ROOT, ROW, operation, most, times, 1.0 * load.sent() / seconds,
                    percent * load.answered(), percent * load.shed(), percent * load.failed(),
                    load.millis(50), load.millis(99), checks.millis(99));
            if (load.withoutAdvice() > 0) {
                System.err.println(load.withoutAdvice() + " were shed without Retry-After");
            }
        }
    }

    private Iterator<Call> checks() {
        return bearer("GET /authorize");
    }

    private Iterator<Call> bearer(String line) {
        return Sessions.endless(number -> Sessions.bearer(line, at(number)));
    }

    private Sessions.Tokens at(int number) {
        return checked.get(number % checked.size());
    }
}
