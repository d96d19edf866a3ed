package dev.rollcall.client.endings;

import dev.rollcall.client.endings.EventParser.Rubbish;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One stream of ended sessions, from its request to its end. It tells its follower how far it proves the knowledge of
 * all ends, and never more than the clocks allow.
 */
final class EndingsConnection implements Flow.Subscriber<List<ByteBuffer>>, EventParser.Listener {

    /** How far clocks of two machines may run apart: 100 millionths. Proofs are older by that much. */
    private static final long DRIFT_DIVISOR = 10_000;

    /** Proofs that are older when they arrive leave too little time until the next one. */
    private static final Duration LATE = Duration.ofMillis(400);

    /** More ends than this without a proof are not a list, but a flood. */
    private static final int MOST_WITHOUT_PROOF = 5_000_000;

    private final Follower follower;
    private final Clocks clocks;
    private final boolean resumable;
    private final Moment sentAt;
    private final EventParser parser = new EventParser(this);

    private Flow.@Nullable Subscription subscription;
    private @Nullable Runnable canceller;
    private volatile @Nullable Opened opened;
    private int withoutProof;

    private volatile boolean closed;
    private volatile boolean late;
    private volatile boolean proven;
    private volatile Moment heardAt;
    private volatile Moment provenAt;

    /** Who gets what a connection receives. Calls of one connection come one after another. */
    interface Follower {

        void ended(String data);

        void proven(EndingsConnection connection, Proof proof);

        void retryAfter(long millis);

        void lost(EndingsConnection connection, String why);
    }

    /**
     * What the node said first.
     *
     * @param clock its monotonic clock, in milliseconds
     * @param resumed whether the stream goes on after an earlier one
     */
    record Opened(long clock, Instant since, boolean resumed) {}

    /**
     * All sessions that ended before a moment have been received.
     *
     * @param id where another stream of this node can go on
     */
    record Proof(Opened opened, Moment until, @Nullable String id) {}

    /** Create it before the request is sent. */
    EndingsConnection(Follower follower, Clocks clocks, boolean resumable) {
        this.follower = follower;
        this.clocks = clocks;
        this.resumable = resumable;
        this.sentAt = clocks.now();
        this.heardAt = sentAt;
        this.provenAt = sentAt;
    }

    /** Tells whether the stream has proved anything yet, that is, whether its first list is complete. */
    boolean isProven() {
        return proven;
    }

    /** Tells whether the node has begun to send. */
    boolean isOpened() {
        return opened != null;
    }

    Duration age() {
        return since(sentAt);
    }

    Duration silence() {
        return since(heardAt);
    }

    Duration sinceLastProof() {
        return since(provenAt);
    }

    /**
     * Tells whether the last proof was old when it arrived. It stays so if the node took long to begin, because ages
     * count from the request; another stream may begin sooner.
     */
    boolean isLate() {
        return late;
    }

    /** Tells whether the clocks of this machine have gone apart since the request, as after a pause. */
    boolean clocksDisagree() {
        return Math.abs(sentAt.disagreementUntil(clocks.now())) > Freshness.TOLERANCE.toMillis();
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (closed) {
            subscription.cancel();
        } else {
            heardAt = clocks.now();
            subscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        if (closed) {
            return;
        }
        heardAt = clocks.now();
        try {
            parts.forEach(parser::read);
        } catch (Rubbish rubbish) {
            lose("What arrives makes no sense: " + rubbish.getMessage());
        }
        Flow.Subscription source = subscription;
        if (source != null) {
            source.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        lose("The connection broke: " + failure);
    }

    @Override
    public void onComplete() {
        lose("Rollcall ended the stream");
    }

    @Override
    public void retryAfter(long millis) {
        follower.retryAfter(millis);
    }

    @Override
    public void event(String name, String data, @Nullable String id) {
        switch (name) {
            case "opened" -> open(data);
            case "ended" -> end(data);
            case "known" -> prove(data, id);
            default -> {
                // A later version of Rollcall may tell more.
            }
        }
    }

    /** Sets what stops the request when the stream is closed, even if no answer has come. */
    synchronized void cancelWith(Runnable canceller) {
        this.canceller = canceller;
        if (closed) {
            canceller.run();
        }
    }

    /** Closes the stream and reports nothing. */
    synchronized void close() {
        closed = true;
        if (canceller != null) {
            canceller.run();
        }
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /** Closes the stream and reports why, once. */
    void lose(String why) {
        if (!closed) {
            close();
            follower.lost(this, why);
        }
    }

    private void open(String data) {
        Opened first = EventData.opened(data);
        if (opened != null) {
            throw new Rubbish("opened comes twice");
        }
        if (first.resumed() && !resumable) {
            throw new Rubbish("resumed, but nothing was to be resumed");
        }
        opened = first;
    }

    private void end(String data) {
        if (opened == null) {
            throw new Rubbish("ended comes before opened");
        }
        withoutProof++;
        if (withoutProof > MOST_WITHOUT_PROOF) {
            throw new Rubbish("Too many ends, and no known");
        }
        follower.ended(data);
    }

    private void prove(String data, @Nullable String id) {
        Opened first = opened;
        if (first == null) {
            throw new Rubbish("known comes before opened");
        }
        long elapsed = EventData.knownUntil(data) - first.clock();
        long possible = TimeUnit.NANOSECONDS.toMillis(sentAt.nanosUntil(clocks.now()));
        if (elapsed > possible + possible / DRIFT_DIVISOR + 2) {
            throw new Rubbish("known is about the future");
        }
        withoutProof = 0;
        provenAt = clocks.now();
        proven = true;
        if (!closed) {
            long drift = Math.abs(elapsed) / DRIFT_DIVISOR + 1;
            boolean sendable = id != null && id.matches("[!-~]{1,200}");
            Moment until = sentAt.plusMillis(elapsed - drift);
            late = since(until).compareTo(LATE) > 0;
            follower.proven(this, new Proof(first, until, sendable ? id : null));
        }
    }

    private Duration since(Moment moment) {
        return Duration.ofNanos(moment.nanosUntil(clocks.now()));
    }
}
