package dev.rollcall.eventstore.following;

import dev.rollcall.eventstore.positions.EventRange;
import java.util.Set;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The stored position of a follower. One node claims it at a time; the claim lapses five seconds after that node is last
 * heard of. All methods except {@link #release()} throw {@link
 * org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException} if another node has the claim.
 */
class FollowerPosition implements EventFollower.Claim {

    private static final Logger log = LoggerFactory.getLogger(FollowerPosition.class);

    private static final int SEGMENT = 0;

    private final String name;
    private final TokenStore positions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    FollowerPosition(String name, TokenStore positions, JdbcClient jdbc, TransactionTemplate transaction) {
        this.name = name;
        this.positions = positions;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Returns the position, which is after all stored events for a new follower. */
    TrackingToken claim() {
        return transaction.execute(status -> {
            if (positions.fetchSegments(name).length == 0) {
                positions.initializeTokenSegments(name, 1, at(EventRange.last(jdbc)));
            }
            return positions.fetchToken(name, SEGMENT);
        });
    }

    @Override
    public void keep() {
        transaction.executeWithoutResult(status -> positions.extendClaim(name, SEGMENT));
    }

    /** @param writes is run in the transaction in which the position moves */
    void move(TrackingToken position, Runnable writes) {
        transaction.executeWithoutResult(status -> {
            writes.run();
            positions.storeToken(position, name, SEGMENT);
        });
    }

    void moveBack(long globalIndex) {
        claim();
        move(at(globalIndex), () -> {});
    }

    void release() {
        try {
            transaction.executeWithoutResult(status -> positions.releaseClaim(name, SEGMENT));
        } catch (RuntimeException failure) {
            log.debug("Cannot release the position of {}; the claim lapses", name, failure);
        }
    }

    private static TrackingToken at(long globalIndex) {
        return new GapAwareTrackingToken(globalIndex, Set.of());
    }
}
