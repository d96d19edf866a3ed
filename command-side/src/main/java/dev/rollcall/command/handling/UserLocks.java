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
 * Runs the commands of a user one at a time, in the order in which they arrive. It limits how many wait and for how
 * long. A lock that nobody holds or waits for is removed.
 */
class UserLocks implements LockFactory {

    private final ConcurrentMap<String, CountedLock> locks = new ConcurrentHashMap<>();

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
     * Obtains a user's lock. A thread that holds it may obtain it again.
     *
     * @throws UserBusy if too many threads are waiting, or the wait took too long or was interrupted
     */
    @Override
    public Lock obtainLock(String userId) {
        CountedLock lock = locks.compute(userId, (id, known) -> known == null ? new CountedLock() : admit(id, known));
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

    private CountedLock admit(String userId, CountedLock lock) {
        if (lock.present > mostWaiting && !lock.isHeldByCurrentThread()) {
            throw new UserBusy(new UserId(userId));
        }
        lock.present++;
        return lock;
    }

    private void leave(String userId) {
        locks.computeIfPresent(userId, (id, lock) -> --lock.present == 0 ? null : lock);
    }

    /** Returns how many users have a lock. */
    int size() {
        return locks.size();
    }

    /** Returns how often a user's lock is held or waited for. */
    int present(UserId userId) {
        int[] present = new int[1];
        locks.computeIfPresent(userId.value(), (id, lock) -> {
            present[0] = lock.present;
            return lock;
        });
        return present[0];
    }

    private static final class CountedLock extends ReentrantLock {

        private static final long serialVersionUID = 1;

        /** How often threads hold the lock or wait for it; accessed only inside the map's operations. */
        private int present = 1;

        CountedLock() {
            super(true);
        }
    }

    private final class Held implements Lock {

        private final String userId;
        private final CountedLock lock;
        private boolean released;

        Held(String userId, CountedLock lock) {
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
