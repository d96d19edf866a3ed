package dev.rollcall.eventstore.following;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes followers of the events, and knows which of them run on this node. */
@Component
public class EventFollowers {

    private final StoredEvents events;
    private final TokenStore positions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final List<EventFollower> followers = new CopyOnWriteArrayList<>();

    EventFollowers(
            StoredEvents events, TokenStore positions, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.events = events;
        this.positions = positions;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @param name the name of its position, which must be different for each follower and must not change */
    public EventFollower create(String name, EventFollower.Handler handler) {
        EventFollower follower =
                new EventFollower(name, handler, events, new FollowerPosition(name, positions, jdbc, transaction));
        followers.add(follower);
        return follower;
    }

    /** Whether no other node has to be told of new events. */
    boolean areAllHere() {
        return followers.stream().allMatch(EventFollower::isFollowing);
    }
}
