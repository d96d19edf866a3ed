package dev.rollcall.faults.history.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The operations and events of one user. */
public final class UserHistory {

    private static final Comparator<StoredEvent> ORDER =
            Comparator.comparingLong(StoredEvent::sequence).thenComparingLong(StoredEvent::index);

    private final String user;
    private final List<Operation> operations = new ArrayList<>();
    private final List<StoredEvent> events = new ArrayList<>();

    UserHistory(String user) {
        this.user = user;
    }

    void add(Operation operation) {
        operations.add(operation);
    }

    void add(StoredEvent event) {
        events.add(event);
    }

    void sort() {
        operations.sort(Comparator.comparingLong(Operation::invoked));
        events.sort(ORDER);
    }

    public String user() {
        return user;
    }

    /** In the order in which they were invoked. */
    public List<Operation> operations() {
        return operations;
    }

    /** In the order of their sequence numbers. */
    public List<StoredEvent> events() {
        return events;
    }
}
