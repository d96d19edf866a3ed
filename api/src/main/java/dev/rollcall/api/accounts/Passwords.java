package dev.rollcall.api.accounts;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import dev.rollcall.event.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Checks passwords, stored as Argon2id hashes. A check takes the same time whether or not the account exists, and only as
 * many run at once as there are processors: each takes 16 MiB, and more at once would make none of them faster.
 */
@Component
public class Passwords {

    private static final String ARGON2 = "argon2";

    private static final int USER_LOCKS = 1_024;

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            ARGON2,
            Map.of(
                    ARGON2,
                    Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
                    "bcrypt",
                    new BCryptPasswordEncoder()));

    private final Semaphore atOnce = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    /** Each guards the users whose ids fall on it. */
    private final List<Lock> userLocks = Stream.<Lock>generate(() -> new ReentrantLock(true))
            .limit(USER_LOCKS)
            .toList();

    private final Accounts accounts;
    private final PasswordGuesses guesses;

    private final String hashOfNobody = encode("nobody's password");

    Passwords(Accounts accounts, PasswordGuesses guesses) {
        this.accounts = accounts;
        this.guesses = guesses;
    }

    /**
     * One at a time for each user: a guess that is being looked at counts as wrong, and many right ones at once must not
     * use up what there is.
     *
     * @return the account, if there is such a user, with that password, who may sign in
     * @throws Problem {@code INVALID_CREDENTIALS} if not, {@code TOO_MANY_LOGIN_ATTEMPTS}
     */
    public Account check(UserId userId, String password, String address) {
        Optional<Account> account = accounts.find(userId);
        Lock lock = userLocks.get(Math.floorMod(userId.hashCode(), USER_LOCKS));
        lock.lock();
        try {
            return inTurn(() -> checkCounted(userId, account, password, address));
        } finally {
            lock.unlock();
        }
    }

    /** What counts is what is answered, so that counting tells no more than the answer. */
    private Account checkCounted(UserId userId, Optional<Account> account, String password, String address) {
        PasswordGuesses.Guess guess = guesses.take(userId, address);
        boolean wrong = false;
        try {
            boolean matches =
                    encoder.matches(password, account.map(Account::passwordHash).orElse(hashOfNobody));
            Optional<Account> allowed = account.filter(found -> matches && found.status() == Account.Status.ACTIVE);
            wrong = allowed.isEmpty();
            return allowed.orElseThrow(Passwords::wrong);
        } finally {
            if (!wrong) {
                guess.giveBack();
            }
        }
    }

    public String hash(String password) {
        return inTurn(() -> encode(password));
    }

    /** The answer to a wrong password and to an unknown user. */
    public static Problem wrong() {
        return new Problem(ProblemCode.INVALID_CREDENTIALS, "Check user name and password.");
    }

    private String encode(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    private <T> T inTurn(Supplier<T> work) {
        atOnce.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            atOnce.release();
        }
    }
}
