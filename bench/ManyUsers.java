import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/**
 * Gives a node the events of many users, see history.sql, and waits for its session history and transparency log.
 * Arguments: URL of the node, JDBC URL, first and last user.
 */
public class ManyUsers {

    private static final int USERS_AT_ONCE = 50_000;

    private static final Pattern BEHIND = Pattern.compile("^rollcall_events_behind\\{.* [1-9N]", Pattern.MULTILINE);

    /** Longer than the node keeps what it has counted. */
    private static final long PAUSE_MILLIS = 6_000;

    public static void main(String[] arguments) throws Exception {
        int first = Integer.parseInt(arguments[2]);
        int last = Integer.parseInt(arguments[3]);
        try (Connection connection = DriverManager.getConnection(arguments[1]);
                Statement statement = connection.createStatement()) {
            for (int user = first; user <= last; user += USERS_AT_ONCE) {
                insert(connection, statement, user, Math.min(last, user + USERS_AT_ONCE - 1));
            }
            do {
                Thread.sleep(PAUSE_MILLIS);
            } while (isBehind(URI.create(arguments[0])));
            statement.execute("VACUUM (ANALYZE)");
            statement.execute("CHECKPOINT");
        }
    }

    private static void insert(Connection connection, Statement statement, int first, int last)
            throws IOException, SQLException {
        String script = Files.readString(Path.of("bench", "history.sql"));
        connection.setAutoCommit(false);
        statement.execute(script.replace(":first", Integer.toString(first)).replace(":last", Integer.toString(last)));
        connection.commit();
        connection.setAutoCommit(true);
        System.err.println("events of users up to " + last);
    }

    private static boolean isBehind(URI node) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/actuator/prometheus")).build();
        return BEHIND.matcher(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body()).find();
    }
}
