import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Measures what open streams cost a node: heap, processor time, and the speed of checks and logouts. Arguments: URL and
 * process id of the node, number of streams. Every stream belongs to a different user.
 */
public class Streams {

    private static final String TRUSTED_CLIENT = "gateway:gateway-secret";

    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final Pattern LIVE_BYTES = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    private static final int LOGOUTS = 300;

    private static final int CHECKERS = 4;

    private static final int STARTERS = 8;

    private static final Duration LOAD = Duration.ofSeconds(20);

    private static final long TICKS_PER_SECOND = 100;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI node;
    private final String pid;
    private final int count;

    private Streams(URI node, String pid, int count) {
        this.node = node;
        this.pid = pid;
        this.count = count;
    }

    public static void main(String[] arguments) throws Exception {
        new Streams(URI.create(arguments[0]), arguments[1], Integer.parseInt(arguments[2])).run();
    }

    private void run() throws Exception {
        List<String> tokens = start("streamed-", count + LOGOUTS);
        Load warmUp = load(start("warm-", LOGOUTS), tokens, null);
        System.err.println("warmed up: " + warmUp);
        long heapBefore = liveBytes();
        Load without = load(tokens.subList(count, count + LOGOUTS), tokens.subList(LOGOUTS, count), null);
        double idleBefore = cpu();
        try (OpenedStreams streams = new OpenedStreams(node, tokens.subList(0, count))) {
            long bytes = liveBytes() - heapBefore;
            double idle = cpu();
            Load with = load(tokens.subList(0, LOGOUTS), tokens.subList(LOGOUTS, count), streams);
            System.out.printf("%n%d streams opened, %d refused, %d closed unexpectedly%n%n",
                    streams.opened(), streams.refused(), streams.ended() - LOGOUTS);
            System.out.println("| | without streams | with " + streams.opened() + " |\n|---|---|---|");
            System.out.printf("| heap per stream | | %,d bytes |%n", bytes / Math.max(1, streams.opened()));
            System.out.printf("| processor cores in use when idle | %.2f | %.2f |%n", idleBefore, idle);
            System.out.printf("| checks/s, %d connections | %d | %d |%n", CHECKERS, without.perSecond, with.perSecond);
            System.out.printf("| check, p50 / p99 | %s | %s |%n", without.checks, with.checks);
            System.out.printf("| logout, p50 / p95 / p99 | %s | %s |%n", without.logouts, with.logouts);
            System.out.printf("| from the response to the event on the stream, p50 / p95 / p99 | | %s |%n", with.delays);
        }
    }

    private record Load(long perSecond, String checks, String logouts, String delays) {}

    /** Logs out with some tokens while the others are used for checks. */
    private Load load(List<String> leaving, List<String> staying, OpenedStreams streams) throws Exception {
        List<Checks> checks = new ArrayList<>();
        for (int i = 0; i < CHECKERS; i++) {
            checks.add(new Checks(node, staying.subList(i * staying.size() / CHECKERS, (i + 1) * staying.size() / CHECKERS)));
        }
        checks.forEach(Thread::start);
        long[] logouts = new long[leaving.size()];
        long[] delays = new long[leaving.size()];
        long startedAt = System.nanoTime();
        for (int i = 0; i < leaving.size(); i++) {
            long requestedAt = System.nanoTime();
            logout(leaving.get(i));
            long answeredAt = System.nanoTime();
            logouts[i] = answeredAt - requestedAt;
            delays[i] = streams == null ? 0 : Math.max(0, streams.endOf(i) - answeredAt);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, startedAt + (i + 1) * LOAD.toNanos() / leaving.size() - System.nanoTime()));
        }
        long duration = System.nanoTime() - startedAt;
        for (Checks some : checks) {
            some.interrupt();
            some.join();
            some.requireAllowed();
        }
        long[] all = checks.stream().flatMapToLong(Checks::nanos).toArray();
        return new Load(all.length * TimeUnit.SECONDS.toNanos(1) / duration,
                millis(all, 50, 99), millis(logouts, 50, 95, 99), millis(delays, 50, 95, 99));
    }

    private static String millis(long[] nanos, int... percentiles) {
        Arrays.sort(nanos);
        return Arrays.stream(percentiles)
                .mapToObj(percent -> String.format("%.1f", nanos[nanos.length * percent / 100] / 1e6))
                .reduce((some, more) -> some + " / " + more).orElse("") + " ms";
    }

    private void logout(String token) throws IOException, InterruptedException {
        post("/auth/logout", "Bearer " + token, 200);
    }

    private List<String> start(String prefix, int sessions) throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
        List<Future<String>> tokens = IntStream.range(0, sessions)
                .mapToObj(number -> starters.submit(() -> start(prefix + number)))
                .toList();
        starters.shutdown();
        List<String> all = new ArrayList<>();
        for (Future<String> token : tokens) {
            all.add(token.get());
        }
        return all;
    }

    private String start(String user) throws IOException, InterruptedException {
        byte[] credentials = TRUSTED_CLIENT.getBytes(StandardCharsets.UTF_8);
        String authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
        Matcher token = ACCESS_TOKEN.matcher(post("/users/" + user + "/sessions", authorization, 201));
        if (!token.find()) {
            throw new IOException("No token for " + user);
        }
        return token.group(1);
    }

    private String post(String path, String authorization, int expected) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node.resolve(path))
                .header("Authorization", authorization).POST(HttpRequest.BodyPublishers.noBody()).build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != expected) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** The size of all live objects after a garbage collection. */
    private long liveBytes() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(2);
        Matcher total = null;
        for (int i = 0; i < 2; i++) {
            Process jcmd = new ProcessBuilder("jcmd", pid, "GC.class_histogram").start();
            try (InputStream histogram = jcmd.getInputStream()) {
                total = LIVE_BYTES.matcher(new String(histogram.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        if (!total.find()) {
            throw new IOException("jcmd does not report the heap of process " + pid);
        }
        return Long.parseLong(total.group(1));
    }

    /** The number of processor cores in use while there are no requests. */
    private double cpu() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(5);
        long before = ticks();
        TimeUnit.SECONDS.sleep(10);
        return (ticks() - before) / 10.0 / TICKS_PER_SECOND;
    }

    private long ticks() throws IOException {
        String stat = Files.readString(Path.of("/proc", pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
