package dev.rollcall.command.handling;

import dev.rollcall.command.refusal.UserBusy;
import dev.rollcall.event.UserId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.common.lock.Lock;
import org.axonframework.common.lock.LockFactory;
import org.springframework.util.Assert;

/**
 * Lets the commands of a user have their turn one after the other, in the order in which they came. How many wait, and
 * for how long, is bounded. A lock that nobody holds or waits for is forgotten.
 */
class UserLocks implements LockFactory {

    private final ConcurrentMap<String, Turns> turns = new ConcurrentHashMap<>();

    private final int mostWaiting;
    private final Duration longestWait;

    UserLocks(int mostWaiting, Duration longestWait) {
        Assert.isTrue(mostWaiting >= 1, "rollcall.commands.max-waiting-per-user must be 1 or more");
        Assert.isTrue(
                longestWait.compareTo(Duration.ofMillis(1)) >= 0 && longestWait.compareTo(Duration.ofHours(1)) <= 0,
                "rollcall.commands.wait-at-most must be from PT0.001S to PT1H");
        this.mostWaiting = mostWaiting;
        this.longestWait = longestWait;
    }

    /**
     * A thread that holds the lock may have it again.
     *
     * @throws UserBusy if too many wait already, or it was not had in time
     */
    @Override
    public Lock obtainLock(String userId) {
        Turns lock = turns.compute(userId, (id, known) -> known == null ? new Turns() : admit(id, known));
        boolean obtained = false;
        try {
            obtained = lock.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (!obtained) {
                leave(userId);
            }
        }
        if (!obtained) {
            throw new UserBusy(new UserId(userId));
        }
        return new Held(userId, lock);
    }

    private Turns admit(String userId, Turns lock) {
        if (lock.present > mostWaiting && !lock.isHeldByCurrentThread()) {
            throw new UserBusy(new UserId(userId));
        }
        lock.present++;
        return lock;
    }

    private void leave(String userId) {
        turns.computeIfPresent(userId, (id, lock) -> --lock.present == 0 ? null : lock);
    }

    /** How many users have a lock. */
    int size() {
        return turns.size();
    }

    /** How many hold or wait for the lock of a user. */
    int present(UserId userId) {
        int[] present = new int[1];
        turns.computeIfPresent(userId.value(), (id, lock) -> {
            present[0] = lock.present;
            return lock;
        });
        return present[0];
    }

    private static final class Turns extends ReentrantLock {

        private static final long serialVersionUID = 1;

        /** Threads that hold it or wait, each time they do; only looked at and changed inside the map's operations. */
        private int present = 1;

        Turns() {
            super(true);
        }
    }

    private final class Held implements Lock {

        private final String userId;
        private final Turns lock;
        private boolean released;

        Held(String userId, Turns lock) {
            this.userId = userId;
            this.lock = lock;
        }

        @Override
        public void release() {
            if (!released) {
                released = true;
                lock.unlock();
                leave(userId);
            }
        }

        @Override
        public boolean isHeld() {
            return lock.isHeldByCurrentThread();
        }
    }
}
