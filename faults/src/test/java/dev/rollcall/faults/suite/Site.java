package dev.rollcall.faults.suite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One PostgreSQL server, and nodes that each reach it through a network of their own. */
final class Site implements AutoCloseable {

    /** The most live sessions of a user. */
    static final int LIMIT = 3;

    private static final List<String> SETTINGS =
            List.of("rollcall.sessions.max-sessions=" + LIMIT, "rollcall.shutdown.drain=PT3S");

    private final DatabaseServer database;
    private final List<TcpProxy> networks = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();

    /** Starts everything, and waits until it is ready. */
    Site(Path directory, int size) {
        this(directory, size, NodeProcess.TESTED);
    }

    /** @param jar the release of the nodes */
    Site(Path directory, int size, Path jar) {
        this(directory, Collections.nCopies(size, Map.of()), jar);
    }

    /** @param environments the variables of each node */
    Site(Path directory, List<Map<String, String>> environments) {
        this(directory, environments, NodeProcess.TESTED);
    }

    private Site(Path directory, List<Map<String, String>> environments, Path jar) {
        this.database = new DatabaseServer(directory);
        for (Map<String, String> environment : environments) {
            TcpProxy network = new TcpProxy(database.port());
            networks.add(network);
            nodes.add(new NodeProcess(
                    "node" + networks.size(),
                    jar,
                    directory,
                    DatabaseServer.url(network.port()),
                    environment,
                    SETTINGS));
        }
        nodes.forEach(NodeProcess::awaitReady);
    }

    DatabaseServer database() {
        return database;
    }

    NodeProcess node(int index) {
        return nodes.get(index);
    }

    List<NodeProcess> nodes() {
        return nodes;
    }

    /** Returns the network between a node and the database. */
    TcpProxy network(int index) {
        return networks.get(index);
    }

    List<TcpProxy> networks() {
        return networks;
    }

    List<String> addresses() {
        return nodes.stream().map(NodeProcess::address).toList();
    }

    Connection connect() throws SQLException {
        return database.connect();
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
        networks.forEach(TcpProxy::close);
        database.close();
    }
}
