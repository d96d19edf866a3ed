package dev.rollcall.api.accounts;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id and checks them; bcrypt hashes are understood too. With Argon2id, a check takes the
 * same time whether or not the account exists. The number of checks that run at once is one less than the number of
 * processors, but at least one. This leaves a processor for everything else: each check takes 16 MiB, and running more
 * at once would make none of them faster. A request that would have to wait too long is told to try again.
 */
@Component
public class Passwords {

    private static final String ARGON2 = "argon2";

    private static final String NEW_PASSWORD = "newPassword";

    private static final int USER_LIMITS = 1_024;

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            ARGON2,
            Map.of(
                    ARGON2,
                    Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
                    "bcrypt",
                    new BCryptPasswordEncoder()));

    private final ConcurrencyLimit hashingLimit;

    /** Each entry is for all users whose ids have the same hash modulo the number of entries. */
    private final List<ConcurrencyLimit> userLimits;

    private final Accounts accounts;
    private final PasswordGuesses guesses;
    private final NewPasswords newPasswords;

    private final String dummyHash = encode("nobody's password");

    Passwords(Accounts accounts, PasswordGuesses guesses, NewPasswords newPasswords, LoginProperties limits) {
        this.accounts = accounts;
        this.guesses = guesses;
        this.newPasswords = newPasswords;
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        this.hashingLimit =
                new ConcurrencyLimit(atOnce, limits.maxWaiting(), limits.waitAtMost(), ProblemCode.SERVER_BUSY);
        int ofOneUser = Math.max(1, limits.maxWaiting() / 2);
        this.userLimits = Stream.generate(
                        () -> new ConcurrencyLimit(1, ofOneUser, limits.waitAtMost(), ProblemCode.USER_BUSY))
                .limit(USER_LIMITS)
                .toList();
    }

    /**
     * Checks a password. A node runs one check at a time for each user: a guess counts as wrong while it is being
     * checked, so many correct ones at once could otherwise use up the limit.
     *
     * @return the active account with this user name and password
     * @throws Problem {@code INVALID_CREDENTIALS} if there is none, {@code TOO_MANY_LOGIN_ATTEMPTS}, {@code USER_BUSY},
     *     {@code SERVER_BUSY}
     */
    public Account check(UserId userId, String password, String address) {
        ConcurrencyLimit user = userLimits.get(Math.floorMod(userId.hashCode(), USER_LIMITS));
        return user.admit(() -> hashingLimit.admit(() -> user.run(() -> checkCounted(userId, password, address))));
    }

    /**
     * A guess counts as wrong if and only if the answer is {@code INVALID_CREDENTIALS}, so that the count reveals no
     * more than the answer. A guess that was not checked does not count.
     */
    private Account checkCounted(UserId userId, String password, String address) {
        Optional<Account> account = accounts.find(userId);
        PasswordGuesses.Guess guess = guesses.take(userId, address);
        boolean wrong = false;
        try {
            String hash = account.map(Account::passwordHash).orElse(dummyHash);
            boolean matches = hashingLimit.run(() -> encoder.matches(password, hash));
            Optional<Account> allowed = account.filter(found -> matches && found.status() == Account.Status.ACTIVE);
            wrong = allowed.isEmpty();
            return allowed.orElseThrow(Passwords::wrong);
        } finally {
            if (!wrong) {
                guess.giveBack();
            }
        }
    }

    /**
     * Returns the account with a new password, for a user whose password was checked and has to be changed.
     *
     * @throws Problem {@code INVALID_REQUEST}, {@code INVALID_CREDENTIALS} if the account was changed meanwhile, or
     *     {@code SERVER_BUSY}
     */
    public Account replaceTemporary(Account account, String newPassword) {
        newPasswords.require(NEW_PASSWORD, account.userId(), newPassword);
        boolean same =
                hashingLimit.admit(() -> hashingLimit.run(() -> encoder.matches(newPassword, account.passwordHash())));
        if (same) {
            throw Problem.invalid(NEW_PASSWORD, "must not be the current password");
        }
        String hash = hash(newPassword);
        if (!accounts.replacePassword(account, hash)) {
            throw wrong();
        }
        return account.withPassword(hash);
    }

    /** @throws Problem {@code SERVER_BUSY} */
    public String hash(String password) {
        return hashingLimit.admit(() -> hashingLimit.run(() -> encode(password)));
    }

    /** Returns the answer both to a wrong password and to an unknown user. */
    public static Problem wrong() {
        return new Problem(ProblemCode.INVALID_CREDENTIALS, "Check user name and password.");
    }

    private String encode(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }
}
