package dev.rollcall.api.accounts;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import dev.rollcall.event.UserId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
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

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            ARGON2,
            Map.of(
                    ARGON2,
                    Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
                    "bcrypt",
                    new BCryptPasswordEncoder()));

    private final Semaphore atOnce = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    private final Accounts accounts;

    private final String hashOfNobody = encoder.encode("nobody's password");

    Passwords(Accounts accounts) {
        this.accounts = accounts;
    }

    /** @return the account, if there is such a user, with that password, who may sign in */
    public Optional<Account> check(UserId userId, String password) {
        Optional<Account> account = accounts.find(userId);
        boolean matches = matches(password, account.map(Account::passwordHash).orElse(hashOfNobody));
        return account.filter(found -> matches && found.status() == Account.Status.ACTIVE);
    }

    public String hash(String password) {
        return inTurn(() -> Objects.requireNonNull(encoder.encode(password)));
    }

    /** The answer to a wrong password and to an unknown user. */
    public static Problem wrong() {
        return new Problem(ProblemCode.INVALID_CREDENTIALS, "Check user name and password.");
    }

    private boolean matches(String password, String hash) {
        return inTurn(() -> encoder.matches(password, hash));
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
