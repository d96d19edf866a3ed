package dev.rollcall.faults.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Clients that start, use, refresh and end sessions of a few users through all nodes, and write down what they asked,
 * what they were answered, and when.
 */
final class Workload implements AutoCloseable {

    private static final int CLIENTS = 8;

    private static final int USERS = 24;

    /** Devices of a user that clients go on to use, live and ended. */
    private static final int REMEMBERED = 8;

    private static final long PAUSE_NANOS = 4_000_000;

    private final Calls calls = new Calls();
    private final List<String> nodes;
    private final String prefix;
    private final RecordedCalls recorded;
    private final Map<String, List<Device>> devices = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Integer> acknowledgedStarts = new ConcurrentHashMap<>();
    private volatile boolean running = true;

    /**
     * @param nodes the addresses that clients choose from
     * @param prefix of the ids of the users, who must be new
     */
    Workload(List<String> nodes, String prefix, OperationLog log) {
        this.nodes = nodes;
        this.prefix = prefix;
        this.recorded = new RecordedCalls(log);
    }

    void start() {
        for (int i = 0; i < CLIENTS; i++) {
            String client = "c" + i;
            start(() -> act(client), client);
        }
        start(this::readCheckpoints, "auditor");
    }

    private void start(Runnable work, String name) {
        Thread thread = new Thread(
                () -> {
                    while (running) {
                        work.run();
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    /** Returns the least number of starts that any of the addresses has acknowledged. */
    int acknowledgedStartsOfEach() {
        return nodes.stream()
                .mapToInt(node -> acknowledgedStarts.getOrDefault(node, 0))
                .min()
                .orElseThrow();
    }

    /** Begins to count again. */
    void forgetStarts() {
        acknowledgedStarts.clear();
    }

    /** Returns answers that no client should get, whatever fails. */
    Set<String> unexpected() {
        return recorded.unexpected();
    }

    private void act(String client) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String user = prefix + random.nextInt(USERS);
        String node = nodes.get(random.nextInt(nodes.size()));
        Device device = anyOf(user);
        int dice = random.nextInt(100);
        if (device == null || dice < 22) {
            startSession(client, node, user);
        } else {
            use(client, node, device, dice);
        }
    }

    /** @param dice from 22 to 99 */
    private void use(String client, String node, Device device, int dice) {
        if (dice < 60) {
            ask(client, node, "check", device, () -> calls.get(node, "/authorize", device.accessToken()));
        } else if (dice < 68) {
            introspect(client, node, device);
        } else if (dice < 78) {
            refresh(client, node, device);
        } else if (dice < 88) {
            ask(client, node, "end", device, () -> calls.post(node, "/auth/logout", device.accessToken()));
        } else if (dice < 90) {
            end(client, node, device, "endAll", "/auth/logout-all");
        } else if (dice < 92) {
            end(client, node, device, "endOthers", "/auth/logout-all?except=current");
        } else {
            list(client, node, device);
        }
    }

    private @Nullable Device anyOf(String user) {
        List<Device> known = devices.get(user);
        if (known == null) {
            return null;
        }
        synchronized (known) {
            return known.get(ThreadLocalRandom.current().nextInt(known.size()));
        }
    }

    private void startSession(String client, String node, String user) {
        Map<String, Object> fields = new HashMap<>(Map.of("user", user));
        Answer answer = recorded.call(client, node, "start", fields, () -> calls.start(node, user), (got, more) -> {
            more.put("session", got.text("session.sessionId"));
        });
        String session = answer.text("session.sessionId");
        String access = answer.text("access_token");
        String refresh = answer.text("refresh_token");
        if (answer.isDone() && session != null && access != null && refresh != null) {
            acknowledgedStarts.merge(node, 1, Integer::sum);
            List<Device> known = devices.computeIfAbsent(user, first -> new ArrayList<>());
            synchronized (known) {
                known.add(new Device(user, session, access, refresh));
                if (known.size() > REMEMBERED) {
                    known.remove(0);
                }
            }
        }
    }

    private void introspect(String client, String node, Device device) {
        recorded.call(
                client,
                node,
                "introspect",
                ofSession(device),
                () -> calls.introspect(node, device.accessToken()),
                (got, more) -> more.put("active", got.body().path("active").asBoolean()));
    }

    private void refresh(String client, String node, Device device) {
        if (!device.isRefreshable() || !device.refreshing().tryLock()) {
            return;
        }
        try {
            Map<String, Object> fields = ofSession(device);
            fields.put("token", device.refreshToken());
            Answer answer = recorded.call(
                    client,
                    node,
                    "refresh",
                    fields,
                    () -> calls.refresh(node, device.refreshToken()),
                    (got, more) -> more.put("newToken", got.text("refresh_token")));
            String successor = answer.text("refresh_token");
            if (answer.isDone() && successor != null) {
                device.refreshed(successor);
            } else if (answer.outcome().equals("unknown")) {
                device.loseRefreshToken();
            }
        } finally {
            device.refreshing().unlock();
        }
    }

    private void end(String client, String node, Device device, String operation, String path) {
        Map<String, Object> fields = ofSession(device);
        if (operation.equals("endAll")) {
            fields.remove("session");
            fields.put("caller", device.session());
        }
        recorded.call(
                client,
                node,
                operation,
                fields,
                () -> calls.post(node, path, device.accessToken()),
                (got, more) -> more.put("ended", texts(got.body().path("sessionIds"))));
    }

    private void list(String client, String node, Device device) {
        Map<String, Object> fields = ofSession(device);
        fields.remove("session");
        fields.put("caller", device.session());
        recorded.call(
                client,
                node,
                "list",
                fields,
                () -> calls.get(node, "/auth/sessions", device.accessToken()),
                (got, more) -> more.put(
                        "sessions",
                        got.body()
                                .path("sessions")
                                .valueStream()
                                .map(session -> session.path("sessionId").asString())
                                .toList()));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static Map<String, Object> ofSession(Device device) {
        return new HashMap<>(Map.of("user", device.user(), "session", device.session()));
    }

    private void readCheckpoints() {
        String node = nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
        String token = calls.login(node, "auditor", "audit123").text("access_token");
        for (int i = 0; token != null && running && i < 5; i++) {
            recorded.call(
                    "auditor",
                    node,
                    "checkpoint",
                    new HashMap<>(),
                    () -> calls.get(node, "/audit/checkpoint", token),
                    Workload::readCheckpoint);
            LockSupport.parkNanos(100 * PAUSE_NANOS);
        }
    }

    /** Its lines are the origin, the size and the root (c2sp.org/tlog-checkpoint). */
    private static void readCheckpoint(Answer answer, Map<String, Object> fields) {
        String[] lines = answer.text().split("\n");
        fields.put("size", Long.valueOf(lines[1]));
        fields.put("root", lines[2]);
    }

    private void ask(String client, String node, String operation, Device device, Supplier<Answer> call) {
        recorded.call(client, node, operation, ofSession(device), call, (got, more) -> {});
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
