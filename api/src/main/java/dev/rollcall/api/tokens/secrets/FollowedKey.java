package dev.rollcall.api.tokens.secrets;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations of one key as this node knows them. They are read again at intervals, before a signature if that was
 * long ago, and when a value fits none of them. While reading fails, those that were read last stay in use.
 */
final class FollowedKey {

    private static final Logger log = LoggerFactory.getLogger(FollowedKey.class);

    private static final Duration UNKNOWN_KEY_INTERVAL = Duration.ofSeconds(5);

    private final String label;
    private final Supplier<HmacKeyRing> source;
    private final Duration publication;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();

    private volatile HmacKeyRing ring;
    private volatile Instant readAt;
    private Instant unknownAt = Instant.MIN;

    /**
     * @param label what operators call the key, for the log
     * @param publication how long all nodes know a key before it signs
     */
    FollowedKey(String label, Supplier<HmacKeyRing> source, Duration publication, InstantSource clock) {
        this.label = label;
        this.source = source;
        this.publication = publication;
        this.clock = clock;
        this.readAt = clock.instant();
        this.ring = source.get();
    }

    HmacKey signing() {
        Instant now = clock.instant();
        if (readAt.plus(publication.dividedBy(2)).isBefore(now)) {
            refresh();
        }
        return ring.signing(now);
    }

    /** Reads the keys again if none matches, but at most once in 5 seconds, however many values match none. */
    boolean anyAccepted(Predicate<HmacKey> matches) {
        HmacKeyRing known = ring;
        if (known.anyKey(matches)) {
            return true;
        }
        readAgain();
        HmacKeyRing read = ring;
        return read != known && read.anyKey(matches);
    }

    private void readAgain() {
        reading.lock();
        try {
            Instant now = clock.instant();
            if (unknownAt.plus(UNKNOWN_KEY_INTERVAL).isBefore(now)) {
                unknownAt = now;
                refresh();
            }
        } finally {
            reading.unlock();
        }
    }

    /** Reads the keys again, one read at a time, so that an older result never replaces a newer one. */
    void refresh() {
        reading.lock();
        try {
            Instant now = clock.instant();
            ring = source.get();
            readAt = now;
        } catch (RuntimeException failure) {
            log.warn("Cannot read the keys of {} again; using those read before: {}", label, failure.getMessage());
            log.debug("The failure", failure);
        } finally {
            reading.unlock();
        }
    }
}
