package dev.rollcall.faults.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cluster of {@code examples/cluster}: three PostgreSQL servers under Patroni, three nodes, and nginx. */
final class ExampleCluster implements AutoCloseable {

    private static final Duration COMPLETE_WITHIN = Duration.ofMinutes(3);

    private static final int MEMBERS = 3;

    private final Path directory;
    private final Path log;
    private final int port;

    /**
     * Starts it, and waits until it is complete.
     *
     * @param directory its data; must be reachable for the user of PostgreSQL
     */
    ExampleCluster(Path directory, int port) {
        this.directory = directory;
        this.log = directory.resolveSibling(directory.getFileName() + ".log");
        this.port = port;
        start();
        awaitComplete();
    }

    /** A member of the database cluster: a PostgreSQL server and the Patroni that runs it. */
    record Member(String name, boolean isPrimary, boolean isAtWork) {

        /** A primary that was replaced runs for a while; it is at work again when it streams. */
        private static Member of(JsonNode member) {
            boolean isPrimary = member.path("Role").asString().equals("Leader");
            String state = member.path("State").asString();
            return new Member(
                    member.path("Member").asString(), isPrimary, state.equals(isPrimary ? "running" : "streaming"));
        }
    }

    /** Starts what does not run. */
    void start() {
        if (command("start") != 0 && !isComplete()) {
            throw new IllegalStateException("the cluster does not start; see " + log);
        }
    }

    List<String> nodes() {
        return IntStream.rangeClosed(1, MEMBERS)
                .mapToObj(node -> "http://127.0.0.1:" + (port + node))
                .toList();
    }

    Connection connect() throws SQLException {
        String servers = IntStream.rangeClosed(1, MEMBERS)
                .mapToObj(node -> "127.0.0.1:" + (port + 10 + node))
                .collect(Collectors.joining(","));
        return DriverManager.getConnection(
                "jdbc:postgresql://" + servers + "/rollcall?targetServerType=primary", "rollcall", secret("rollcall"));
    }

    void awaitComplete() {
        Awaitility.await()
                .atMost(COMPLETE_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .until(this::isComplete);
    }

    private boolean isComplete() {
        List<Member> members = members();
        return members.size() == MEMBERS
                && members.stream().allMatch(Member::isAtWork)
                && members.stream().anyMatch(Member::isPrimary);
    }

    Member primary() {
        return members().stream().filter(Member::isPrimary).findFirst().orElseThrow();
    }

    List<Member> standbys() {
        return members().stream().filter(member -> !member.isPrimary()).toList();
    }

    private List<Member> members() {
        try {
            Process process = builder("patronictl", "list", "--format", "json")
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<Member> members = new ArrayList<>();
            if (process.waitFor() == 0) {
                for (JsonNode member : new JsonMapper().readTree(output)) {
                    members.add(Member.of(member));
                }
            }
            return members;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    void switchover() {
        if (command("patronictl", "switchover", "rollcall", "--force") != 0) {
            throw new IllegalStateException("no switchover; see " + log);
        }
    }

    /** Kills the server of a member, not its Patroni. */
    void killServer(Member member) {
        server(member).destroyForcibly();
    }

    /** Kills both, as when a machine is gone. {@link #start} brings it back. */
    void killMachine(Member member) {
        patroni(member).destroyForcibly();
        killServer(member);
    }

    /** Stops all processes of a member, as when a virtual machine is paused. */
    void freeze(Member member) {
        LocalProcess.signal(patroni(member).pid(), "STOP");
        signalServer(member, "STOP");
    }

    void thaw(Member member) {
        signalServer(member, "CONT");
        LocalProcess.signal(patroni(member).pid(), "CONT");
    }

    /** Stops what looks after the server of a member, and leaves the server alone. */
    void freezePatroni(Member member) {
        LocalProcess.signal(patroni(member).pid(), "STOP");
    }

    void thawPatroni(Member member) {
        LocalProcess.signal(patroni(member).pid(), "CONT");
    }

    /** No standby reads or confirms what the primary sends, as when the network between them drops all packets. */
    void holdReplication() {
        receivers().forEach(receiver -> LocalProcess.signal(receiver.pid(), "STOP"));
    }

    void resumeReplication() {
        receivers().forEach(receiver -> LocalProcess.signal(receiver.pid(), "CONT"));
    }

    private List<ProcessHandle> receivers() {
        List<ProcessHandle> receivers = standbys().stream()
                .flatMap(standby -> server(standby).children())
                .filter(ExampleCluster::isReceiver)
                .toList();
        if (receivers.size() != MEMBERS - 1) {
            throw new IllegalStateException(receivers.size() + " standbys receive");
        }
        return receivers;
    }

    private static boolean isReceiver(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .contains("walreceiver");
        } catch (NoSuchFileException ended) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void freezeEtcd() {
        LocalProcess.signal(pid("pid/etcd"), "STOP");
    }

    void thawEtcd() {
        LocalProcess.signal(pid("pid/etcd"), "CONT");
    }

    private void signalServer(Member member, String signal) {
        ProcessHandle postmaster = server(member);
        LocalProcess.signal(postmaster.pid(), signal);
        DatabaseServer.signalChildren(postmaster, signal);
    }

    private ProcessHandle server(Member member) {
        return ProcessHandle.of(pid(member.name() + "/data/postmaster.pid")).orElseThrow();
    }

    private ProcessHandle patroni(Member member) {
        return ProcessHandle.of(pid("pid/" + member.name())).orElseThrow();
    }

    private long pid(String file) {
        try {
            return Long.parseLong(
                    Files.readAllLines(directory.resolve(file)).get(0).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String secret(String name) {
        try {
            return Files.readString(directory.resolve("secrets").resolve(name)).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int command(String name, String... arguments) {
        try {
            return builder(name, arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private ProcessBuilder builder(String script, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of("../examples/cluster", script)
                .toAbsolutePath()
                .normalize()
                .toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "CLUSTER_DIR", directory.toString(),
                        "CLUSTER_PORT", Integer.toString(port),
                        "CLUSTER_SETTINGS", "--rollcall.sessions.max-sessions=" + Site.LIMIT));
        return builder;
    }

    @Override
    public void close() {
        command("stop");
    }
}
