package dev.rollcall.faults.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A correct cluster under faults, in simulated time: several clients at once, answers that get lost, commands that are
 * done late or never, nodes that are behind. Times are small, so that they often coincide.
 */
final class SimulatedCluster {

    private static final long LATENCY = 20;
    private static final String[] OPERATIONS = {
        "start",
        "start",
        "start",
        "refresh",
        "refresh",
        "end",
        "endOthers",
        "endAll",
        "check",
        "check",
        "check",
        "introspect",
        "list",
        "checkpoint"
    };

    private record Task(long time, int number, Runnable work) {}

    private final Random random;
    private final SimulatedLog log;
    private final List<SimulatedUser> users = new ArrayList<>();
    private final Map<String, List<String>> known = new HashMap<>();
    private final Map<String, List<Integer>> tokens = new HashMap<>();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::time).thenComparingInt(Task::number));
    private int scheduled;
    private long now;
    private int published;

    private SimulatedCluster(long seed) {
        random = new Random(seed);
        Integer limit = random.nextInt(4) == 0 ? null : 1 + random.nextInt(3);
        boolean rejects = random.nextBoolean();
        Map<String, @Nullable Object> policy = new LinkedHashMap<>();
        policy.put("type", "policy");
        policy.put("limit", limit);
        policy.put("whenFull", rejects ? "REJECT" : "EVICT_OLDEST");
        policy.put("endedWithin", SimulatedUser.BOUND);
        policy.put("refreshGrace", SimulatedUser.GRACE);
        log = new SimulatedLog(policy);
        for (String name : List.of("alice", "bob")) {
            users.add(new SimulatedUser(name, log, random, limit, rejects));
            known.put(name, new ArrayList<>());
        }
    }

    /** Runs a cluster, and returns what its clients saw and what it stored. */
    static SimulatedLog run(long seed, int operationsPerClient) {
        SimulatedCluster cluster = new SimulatedCluster(seed);
        for (int client = 0; client < 4; client++) {
            cluster.in(cluster.delay(), () -> cluster.work(operationsPerClient));
        }
        cluster.drain();
        return cluster.log;
    }

    private void drain() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            now = task.time;
            task.work.run();
        }
    }

    private void in(long time, Runnable work) {
        tasks.add(new Task(now + time, scheduled++, work));
    }

    private long delay() {
        return random.nextLong(LATENCY);
    }

    private void work(int left) {
        if (left == 0) {
            return;
        }
        SimulatedUser user = users.get(random.nextInt(users.size()));
        if (random.nextInt(40) == 0) {
            user.changeLimit(1 + random.nextInt(3), random.nextBoolean(), now);
        }
        if (random.nextInt(3) == 0) {
            published = log.events().size();
        }
        String op = OPERATIONS[random.nextInt(OPERATIONS.length)];
        List<String> sessions = known.getOrDefault(user.name(), List.of());
        String session = sessions.isEmpty() ? null : sessions.get(random.nextInt(sessions.size()));
        boolean needsSession = !List.of("start", "endAll", "list", "checkpoint").contains(op);
        if (needsSession && session == null) {
            op = "start";
        }
        Map<String, @Nullable Object> line = log.addOperation(op, user.name(), now);
        if (needsSession && session != null) {
            line.put("session", session);
        }
        int presented = presentedToken(session);
        if (op.equals("refresh")) {
            line.put("token", session + "." + presented);
        }
        send(line, () -> decide(line, user, session, presented), () -> work(left - 1));
    }

    private int presentedToken(@Nullable String session) {
        List<Integer> received = tokens.getOrDefault(String.valueOf(session), List.of(1));
        boolean isOld = random.nextInt(4) == 0;
        return received.get(isOld ? random.nextInt(received.size()) : received.size() - 1);
    }

    /** Sends a request, unless it fails; the answer may get lost, and the request may be done late. */
    private void send(Map<String, @Nullable Object> line, Runnable decide, Runnable next) {
        int luck = random.nextInt(20);
        if (luck == 0) {
            line.put("outcome", "failed");
            in(delay(), next);
        } else if (luck == 1) {
            in(delay(), next);
        } else if (luck == 2) {
            Map<String, @Nullable Object> lost = new HashMap<>(line);
            in(random.nextLong(10 * LATENCY), () -> {
                decide.run();
                line.keySet().retainAll(lost.keySet());
                line.putAll(lost);
            });
            in(2 * LATENCY, next);
        } else {
            in(delay(), () -> {
                decide.run();
                in(delay(), () -> {
                    line.put("answered", now);
                    learn(line);
                    in(delay(), next);
                });
            });
        }
    }

    /** Sessions and tokens are known once the answer that names them has arrived. */
    private void learn(Map<String, @Nullable Object> line) {
        if (!SimulatedLog.isDone(line)) {
            return;
        }
        String session = String.valueOf(line.get("session"));
        if ("start".equals(line.get("op"))) {
            known.getOrDefault(SimulatedLog.user(line), new ArrayList<>()).add(session);
            tokens.put(session, new ArrayList<>(List.of(1)));
        } else if (line.get("newToken") instanceof String token) {
            tokens.getOrDefault(session, new ArrayList<>())
                    .add(Integer.valueOf(token.substring(token.indexOf('.') + 1)));
        }
    }

    private void decide(
            Map<String, @Nullable Object> line, SimulatedUser user, @Nullable String session, int presented) {
        line.put("outcome", "done");
        String target = String.valueOf(session);
        switch (String.valueOf(line.get("op"))) {
            case "start" -> start(line, user);
            case "end" -> answerEnded(line, user.end(target, now, "LOGGED_OUT"));
            case "endAll" -> answerEnded(line, user.endAll(null, now, "LOGGED_OUT_EVERYWHERE"));
            case "endOthers" -> answerEnded(line, user.endAll(target, now, "LOGGED_OUT_OTHERS"));
            case "check" -> refuse(line, user.refusal(target, now));
            case "introspect" -> line.put("active", user.refusal(target, now) == null);
            case "list" -> line.put("sessions", user.list(now));
            case "refresh" -> refresh(line, user, target, presented);
            default -> line.putAll(Map.of("size", published, "root", "root of " + published));
        }
    }

    private void start(Map<String, @Nullable Object> line, SimulatedUser user) {
        List<String> evicted = new ArrayList<>();
        String session = user.start(now, evicted);
        if (session == null) {
            line.put("outcome", "refused");
            line.put("code", "SESSION_LIMIT_REACHED");
            return;
        }
        line.put("session", session);
        line.put("newToken", session + ".1");
        answerEnded(line, evicted);
        if (user.dueAt(session) != Long.MAX_VALUE) {
            in(user.dueAt(session) - now + random.nextLong(2 * LATENCY), () -> user.expireDue(now));
        }
    }

    private void answerEnded(Map<String, @Nullable Object> line, List<String> ended) {
        if (random.nextInt(5) != 0) {
            line.put("ended", ended);
        }
    }

    private void refuse(Map<String, @Nullable Object> line, @Nullable String reason) {
        if (reason != null) {
            line.put("outcome", "refused");
            line.put("code", "SESSION_ENDED");
            line.put("reason", reason);
        }
    }

    private void refresh(Map<String, @Nullable Object> line, SimulatedUser user, String session, int presented) {
        String reason = user.refusal(session, now);
        if (reason != null) {
            refuse(line, reason);
            return;
        }
        int next = user.rotate(session, presented, now);
        if (next > 0) {
            line.put("newToken", session + "." + next);
            return;
        }
        user.end(session, now, "TOKEN_REUSE_DETECTED");
        refuse(line, user.reasonOf(session));
    }
}
