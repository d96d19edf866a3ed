package dev.rollcall.faults.history.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A whole log, by user. */
public final class History {

    private final Policy policy;
    private final Map<String, UserHistory> users = new LinkedHashMap<>();
    private final List<Operation> checkpoints = new ArrayList<>();
    private final Map<String, Integer> lineOfOperation = new HashMap<>();

    History(Policy policy) {
        this.policy = policy;
    }

    void add(LogLine line) {
        if (line instanceof Operation operation) {
            add(operation);
        } else if (line instanceof StoredEvent event) {
            of(event.user()).add(event);
        } else {
            throw new IllegalArgumentException("there is a second line of type 'policy'");
        }
    }

    private void add(Operation operation) {
        Integer earlier = lineOfOperation.putIfAbsent(operation.id(), operation.line());
        if (earlier != null) {
            throw new IllegalArgumentException("operation '" + operation.id() + "' is in line " + earlier + " already");
        }
        if (operation.action() == Action.CHECKPOINT) {
            checkpoints.add(operation);
        } else {
            of(Objects.requireNonNull(operation.user())).add(operation);
        }
    }

    private UserHistory of(String user) {
        return users.computeIfAbsent(user, UserHistory::new);
    }

    void finish() {
        lineOfOperation.clear();
        users.values().forEach(UserHistory::sort);
    }

    public Policy policy() {
        return policy;
    }

    /** In the order in which the log names them. */
    public Collection<UserHistory> users() {
        return users.values();
    }

    /** The operations that fetched checkpoints, in the order of the log. */
    public List<Operation> checkpoints() {
        return checkpoints;
    }
}
