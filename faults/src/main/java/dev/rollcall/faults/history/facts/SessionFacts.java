package dev.rollcall.faults.history.facts;

import dev.rollcall.faults.history.log.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the events and the answers say about one session. Positions count the events of the user from 0. */
public final class SessionFacts {

    private final String id;
    private final List<Integer> starts = new ArrayList<>(1);
    private final List<Integer> ends = new ArrayList<>(1);
    private final List<Operation> startOperations = new ArrayList<>(1);
    private final List<Operation> endOperations = new ArrayList<>(1);
    private final List<Operation> shownLive = new ArrayList<>();
    private final List<Operation> refused = new ArrayList<>(1);
    private final List<Operation> refreshes = new ArrayList<>(1);
    private @Nullable Witness knownStarted;
    private @Nullable Witness acknowledgedEnd;
    private @Nullable Witness refusedAsEnded;

    SessionFacts(String id) {
        this.id = id;
    }

    void startsAt(int position) {
        starts.add(position);
    }

    void endsAt(int position) {
        ends.add(position);
    }

    void isStartedBy(Operation operation) {
        startOperations.add(operation);
    }

    void isToEndBy(Operation operation) {
        endOperations.add(operation);
    }

    void isRefreshedBy(Operation operation) {
        refreshes.add(operation);
    }

    void isShownLiveBy(Operation operation) {
        shownLive.add(operation);
        knownStarted = Witness.earlier(knownStarted, new Witness(operation.answeredAt(), operation));
    }

    void isAcknowledgedAsEndedBy(Operation operation) {
        acknowledgedEnd = Witness.earlier(acknowledgedEnd, new Witness(operation.answeredAt(), operation));
    }

    void isRefusedBy(Operation operation) {
        refused.add(operation);
        refusedAsEnded = Witness.earlier(refusedAsEnded, new Witness(operation.answeredAt(), operation));
    }

    void isAcknowledgedAsEnded(@Nullable Witness wholesale) {
        acknowledgedEnd = Witness.earlier(acknowledgedEnd, wholesale);
    }

    public String id() {
        return id;
    }

    /** The positions of its start events; a correct history has at most one. */
    public List<Integer> starts() {
        return starts;
    }

    /** The positions of the events that end it; a correct history has at most one. */
    public List<Integer> ends() {
        return ends;
    }

    /** Returns whether this position is the first that ends it. */
    boolean endsFirstAt(int position) {
        return !ends.isEmpty() && ends.get(0) == position;
    }

    /** Returns whether this position is the first that starts it. */
    boolean startsFirstAt(int position) {
        return !starts.isEmpty() && starts.get(0) == position;
    }

    /** The starts that were answered with it. */
    public List<Operation> startOperations() {
        return startOperations;
    }

    /** The operations {@code end} of this session. */
    public List<Operation> endOperations() {
        return endOperations;
    }

    /** The refreshes of this session, in the order in which they were invoked. */
    public List<Operation> refreshes() {
        return refreshes;
    }

    /** The operations whose answers say that it is live. */
    public List<Operation> shownLive() {
        return shownLive;
    }

    /** The operations whose answers say that it has ended. */
    public List<Operation> refused() {
        return refused;
    }

    /** The first answer that proves that its start was stored; null if none does. */
    public @Nullable Witness knownStarted() {
        return knownStarted;
    }

    /** The first acknowledgement of an operation that ends it or finds it ended; null if there is none. */
    public @Nullable Witness acknowledgedEnd() {
        return acknowledgedEnd;
    }

    /** The first answer that says that it has ended; null if there is none. */
    @Nullable
    Witness saidEnded() {
        return Witness.earlier(acknowledgedEnd, refusedAsEnded);
    }
}
