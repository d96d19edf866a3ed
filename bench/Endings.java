import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures what streams of ended sessions cost, while sessions end. Arguments: URL and process id of the node, the data
 * directory of its database, ended sessions a second, seconds. For 500, 100, 1 and no streams it prints the delay from the
 * commit of an end to its arrival, the processor time of the node, and the heap that the streams use. The rows of ended sessions are written directly,
 * 10 in a transaction, with the notification that a node sends.
 */
public class Endings {

    private static final int PER_COMMIT = 10;

    private static final String INSERT = "INSERT INTO ended_session (session_id, user_id, reason, ended_at, initiator)"
            + " SELECT gen_random_uuid(), ?, 'LOGGED_OUT', now(), 'user' FROM generate_series(1, " + PER_COMMIT + ")";

    public static void main(String[] arguments) throws Exception {
        URI node = URI.create(arguments[0]);
        long service = Long.parseLong(arguments[1]);
        List<String> postmaster = Files.readAllLines(Path.of(arguments[2], "postgres", "postmaster.pid"));
        String password = Files.readString(Path.of(arguments[2], "postgres-password")).strip();
        int perSecond = Integer.parseInt(arguments[3]);
        int seconds = Integer.parseInt(arguments[4]);
        String database = "jdbc:postgresql://127.0.0.1:" + postmaster.get(3) + "/postgres?user=postgres&password=" + password;
        InetSocketAddress address = new InetSocketAddress(node.getHost(), node.getPort());
        try (Connection connection = DriverManager.getConnection(database)) {
            connection.setAutoCommit(false);
            long startedAt = System.nanoTime();
            measure(address, 10, connection, startedAt, service, Long.parseLong(postmaster.get(0)), perSecond, 5); // warms up
            System.out.println("| streams | ended/s | told/s | from the commit to the arrival, p50 / p99 / longest |"
                    + " node, cores | PostgreSQL, cores | heap of the streams, KiB | lost streams |\n|---|---|---|---|---|---|---|---|");
            for (int streams : new int[] {500, 100, 1, 0}) {
                System.out.println(measure(address, streams, connection, startedAt, service, Long.parseLong(postmaster.get(0)),
                        perSecond, seconds));
            }
        }
    }

    private static String measure(InetSocketAddress node, int count, Connection connection, long startedAt, long service,
            long postmaster, int perSecond, int seconds) throws Exception {
        EndingStreams streams = new EndingStreams(node, count, startedAt);
        long heapWithStreams;
        String row;
        try (streams) {
            TimeUnit.SECONDS.sleep(5); // until each stream has told what ended before
            streams.count();
            ProcessorTime before = ProcessorTime.of(service, postmaster);
            long begin = System.nanoTime();
            long commits = (long) seconds * perSecond / PER_COMMIT;
            for (long i = 0; i < commits; i++) {
                TimeUnit.NANOSECONDS.sleep(begin + i * 1_000_000_000L * PER_COMMIT / perSecond - System.nanoTime());
                end(connection, startedAt);
            }
            double took = (System.nanoTime() - begin) / 1e9;
            ProcessorTime spent = ProcessorTime.of(service, postmaster).since(before);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (streams.told() < commits * PER_COMMIT * count && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            int[] delays = streams.delays();
            String delay = delays.length == 0 ? "" : String.format("%.1f / %.1f / %.1f ms", delays[delays.length / 2] / 1e3,
                    delays[(int) (delays.length * 0.99)] / 1e3, delays[delays.length - 1] / 1e3);
            row = String.format("| %d | %.0f | %,.0f | %s | %.2f | %.2f |", count, commits * PER_COMMIT / took,
                    delays.length / took, delay, spent.service() / took, spent.database() / took);
            heapWithStreams = heap(service);
        }
        TimeUnit.SECONDS.sleep(2); // until the node has noticed that the streams are closed
        return row + String.format(" %,d | %d |", heapWithStreams - heap(service), streams.lost());
    }

    /** Returns what a node keeps in its heap, in KiB. */
    private static long heap(long service) throws Exception {
        jcmd(service, "GC.run");
        Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd(service, "GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd does not say how much heap is in use");
        }
        return Long.parseLong(used.group(1));
    }

    private static String jcmd(long service, String command) throws Exception {
        Process jcmd = new ProcessBuilder(System.getProperty("java.home") + "/bin/jcmd", Long.toString(service), command).start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The time is taken before the commit, so that the delay includes it. */
    private static void end(Connection connection, long startedAt) throws Exception {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, "at-" + (System.nanoTime() - startedAt) / 1_000 + "-");
            insert.executeUpdate();
        }
        connection.commit();
        try (Statement notify = connection.createStatement()) {
            notify.execute("SELECT pg_notify('rollcall_endings', 'bench')");
        }
        connection.commit();
    }
}
