import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long after a log-out at one node another node refuses the session, which it has just allowed. Arguments:
 * URLs of both nodes, starts a second through both together, seconds. Prints a Markdown table.
 */
public class RevocationTimes {

    private static final int USERS = 10_000;

    private static final int WARM_UP_SECONDS = 60;

    private static final int WARM_UP_CONNECTIONS = 8;

    private static final long PAUSE_MILLIS = 20;

    private static final int OK = 200;

    private static final int REFUSED = 401;

    private final URI node;
    private final URI other;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RevocationTimes(URI node, URI other) {
        this.node = node;
        this.other = other;
    }

    public static void main(String[] arguments) throws Exception {
        RevocationTimes times = new RevocationTimes(URI.create(arguments[0]), URI.create(arguments[1]));
        int perSecond = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        List.of(times.warmUp(times.node), times.warmUp(times.other)).forEach(CompletableFuture::join);
        System.out.println("| starts/s | answered | p50, p99 of a start | log-outs | refused elsewhere after, p50 / p99 / longest |\n"
                + "|--:|--:|--:|--:|--:|");
        System.out.println(times.measure(0, seconds));
        System.out.println(times.measure(perSecond, seconds));
    }

    private String measure(int perSecond, int seconds) throws Exception {
        List<OpenLoad.Stream> starts =
                List.of(new OpenLoad.Stream(starts(), perSecond / 2.0), new OpenLoad.Stream(starts(), perSecond / 2.0));
        List<CompletableFuture<Void>> loads = List.of(run(node, starts.get(0), seconds), run(other, starts.get(1), seconds));
        List<Long> micros = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            micros.add(revoke(micros.size()) / 1_000);
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        loads.forEach(CompletableFuture::join);
        OpenLoad.Stream all = OpenLoad.Stream.all(starts);
        micros.sort(null);
        String took = perSecond == 0 ? "" : String.format("%.1f, %.1f ms", all.millis(50), all.millis(99));
        return String.format("| %d | %d of %d | %s | %d | %.1f / %.1f / %.1f ms |", perSecond, all.answered(), all.sent(),
                took, micros.size(), micros.get(micros.size() / 2) / 1e3, micros.get(micros.size() * 99 / 100) / 1e3,
                micros.get(micros.size() - 1) / 1e3);
    }

    private static Iterator<Call> starts() {
        Random random = new Random();
        return Sessions.endless(number -> Sessions.start("started-" + random.nextInt(USERS), null));
    }

    /** As fast as the node can, which is less than it can later. */
    private CompletableFuture<Void> warmUp(URI server) {
        return inBackground(() -> {
            LoadClient.Load load = new LoadClient(server).run(starts(), WARM_UP_CONNECTIONS, WARM_UP_SECONDS);
            System.err.printf("%s warmed up with %.0f starts/s%n", server, load.perSecond());
            return null;
        });
    }

    private static CompletableFuture<Void> run(URI server, OpenLoad.Stream starts, int seconds) {
        return inBackground(() -> {
            new OpenLoad(server).run(List.of(starts), seconds);
            return null;
        });
    }

    private static CompletableFuture<Void> inBackground(Callable<?> work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.call();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    /** Returns the nanoseconds from the answer to the log-out to the answer of the first refusal. */
    private long revoke(int number) throws IOException, InterruptedException {
        String[] started = new String[1];
        Call start = Sessions.start("revoked-" + number % USERS, answer -> started[0] = answer);
        new LoadClient(node).run(List.of(start).iterator(), 1, TimeUnit.HOURS.toSeconds(1));
        String token = Sessions.Tokens.of(started[0]).access();
        require("a session that has just started", check(token), OK);
        HttpResponse<Void> logout =
                send(HttpRequest.newBuilder(node.resolve("/auth/logout")).POST(BodyPublishers.noBody()), token);
        long ended = System.nanoTime();
        require("the log-out", logout.statusCode(), OK);
        int answer = check(token);
        while (answer == OK) {
            answer = check(token);
        }
        require("an ended session", answer, REFUSED);
        return System.nanoTime() - ended;
    }

    private static void require(String of, int status, int expected) {
        if (status != expected) {
            throw new IllegalStateException("The answer to " + of + " is " + status);
        }
    }

    private int check(String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(other.resolve("/authorize")), token).statusCode();
    }

    private HttpResponse<Void> send(HttpRequest.Builder request, String token) throws IOException, InterruptedException {
        return client.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.discarding());
    }
}
