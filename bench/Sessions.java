import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Calls for the sessions of a node whose limit is five sessions per user. */
class Sessions {

    static final int LIMIT = 5;

    private static final String TRUSTED_CLIENT = "Basic "
            + Base64.getEncoder().encodeToString("gateway:gateway-secret".getBytes(StandardCharsets.US_ASCII));

    private static final String DEVICE = "{\"userAgent\":\"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
            + " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36\",\"ipAddress\":\"192.0.2.7\"}";

    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    private static final Pattern REFRESH_TOKEN = Pattern.compile("\"refresh_token\":\"([^\"]+)\"");

    private static final int STARTERS = 16;

    /** Commands of one user wait for each other. */
    private static final int STARTERS_OF_ONE = 2;

    private final LoadClient client;
    private int newUsers;

    Sessions(URI node) {
        this.client = new LoadClient(node);
    }

    record Tokens(String access, String refresh) {

        static Tokens of(String answer) {
            return new Tokens(find(ACCESS_TOKEN, answer), find(REFRESH_TOKEN, answer));
        }

        private static String find(Pattern token, String answer) {
            Matcher found = token.matcher(answer);
            if (!found.find()) {
                throw new IllegalStateException("no tokens in: " + answer);
            }
            return found.group(1);
        }
    }

    /** Starts as many sessions as the limit allows, for each of some users: first one for each, then another. */
    List<Tokens> of(String prefix, int users) throws IOException {
        Tokens[] started = new Tokens[LIMIT * users];
        List<Call> calls = IntStream.range(0, started.length)
                .mapToObj(number -> start(prefix + number % users, answer -> started[number] = Tokens.of(answer)))
                .toList();
        client.run(calls.iterator(), STARTERS, TimeUnit.HOURS.toSeconds(1));
        return List.of(started);
    }

    /** The same for users who have had none. */
    List<Tokens> ofNewUsers(int users) throws IOException {
        return of("new-" + newUsers++ + "-", users);
    }

    /** Starts sessions of one user, however many the limit allows. */
    void start(String user, int count) throws IOException {
        client.run(IntStream.range(0, count).mapToObj(number -> start(user, null)).iterator(), STARTERS_OF_ONE,
                TimeUnit.HOURS.toSeconds(1));
    }

    static Call start(String user, Consumer<String> answer) {
        return Call.of("POST /users/" + user + "/sessions", trusted("application/json"), DEVICE, answer);
    }

    static Call login(String user, String password) {
        return Call.of("POST /auth/login", Map.of("Content-Type", "application/json"),
                "{\"userName\":\"" + user + "\",\"password\":\"" + password + "\"}", null);
    }

    static Call bearer(String line, Tokens tokens) {
        return Call.of(line, Map.of("Authorization", "Bearer " + tokens.access), "", null);
    }

    static Call introspection(Tokens tokens) {
        return Call.of("POST /oauth2/introspect", trusted("application/x-www-form-urlencoded"),
                "token=" + tokens.access, null);
    }

    /** Refreshes the sessions in turn, each with the token of its last refresh. */
    static Iterator<Call> refreshes(List<Tokens> tokens) {
        Deque<Tokens> next = new ArrayDeque<>(tokens);
        return endless(number -> Call.of("POST /auth/refresh-token", Map.of("Content-Type", "application/json"),
                "{\"refresh_token\":\"" + next.remove().refresh + "\"}", answer -> next.add(Tokens.of(answer))));
    }

    static Iterator<Call> endless(IntFunction<Call> call) {
        return IntStream.iterate(0, number -> (number + 1) & Integer.MAX_VALUE).mapToObj(call).iterator();
    }

    private static Map<String, String> trusted(String contentType) {
        return Map.of("Authorization", TRUSTED_CLIENT, "Content-Type", contentType);
    }
}
