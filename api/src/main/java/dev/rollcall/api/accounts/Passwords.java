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
 * Checks passwords, stored as Argon2id hashes. A check takes the same time whether or not the account exists. Fewer run
 * at once than there are processors, so that one is left for everything else: each takes 16 MiB, and more at once would
 * make none of them faster. Whoever would have to wait for long is told to come back.
 */
@Component
public class Passwords {

    private static final String ARGON2 = "argon2";

    private static final int USER_TURNS = 1_024;

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            ARGON2,
            Map.of(
                    ARGON2,
                    Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
                    "bcrypt",
                    new BCryptPasswordEncoder()));

    private final Turns hashing;

    /** Each is for the users whose ids fall on it. */
    private final List<Turns> users;

    private final Accounts accounts;
    private final PasswordGuesses guesses;

    private final String hashOfNobody = encode("nobody's password");

    Passwords(Accounts accounts, PasswordGuesses guesses, LoginProperties limits) {
        this.accounts = accounts;
        this.guesses = guesses;
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        this.hashing = new Turns(atOnce, limits.maxWaiting(), limits.waitAtMost(), ProblemCode.SERVER_BUSY);
        int ofOneUser = Math.max(1, limits.maxWaiting() / 2);
        this.users = Stream.generate(() -> new Turns(1, ofOneUser, limits.waitAtMost(), ProblemCode.USER_BUSY))
                .limit(USER_TURNS)
                .toList();
    }

    /**
     * One at a time for each user: a guess that is being looked at counts as wrong, and many right ones at once must not
     * use up what there is.
     *
     * @return the account, if there is such a user, with that password, who may sign in
     * @throws Problem {@code INVALID_CREDENTIALS} if not, {@code TOO_MANY_LOGIN_ATTEMPTS}, {@code USER_BUSY},
     *     {@code SERVER_BUSY}
     */
    public Account check(UserId userId, String password, String address) {
        Turns user = users.get(Math.floorMod(userId.hashCode(), USER_TURNS));
        return user.begin(() -> hashing.begin(() -> user.take(() -> checkCounted(userId, password, address))));
    }

    /** What counts is what is answered, so that counting tells no more than the answer; what was not tried does not. */
    private Account checkCounted(UserId userId, String password, String address) {
        Optional<Account> account = accounts.find(userId);
        PasswordGuesses.Guess guess = guesses.take(userId, address);
        boolean wrong = false;
        try {
            String hash = account.map(Account::passwordHash).orElse(hashOfNobody);
            boolean matches = hashing.take(() -> encoder.matches(password, hash));
            Optional<Account> allowed = account.filter(found -> matches && found.status() == Account.Status.ACTIVE);
            wrong = allowed.isEmpty();
            return allowed.orElseThrow(Passwords::wrong);
        } finally {
            if (!wrong) {
                guess.giveBack();
            }
        }
    }

    /** @throws Problem {@code SERVER_BUSY} */
    public String hash(String password) {
        return hashing.begin(() -> hashing.take(() -> encode(password)));
    }

    /** The answer to a wrong password and to an unknown user. */
    public static Problem wrong() {
        return new Problem(ProblemCode.INVALID_CREDENTIALS, "Check user name and password.");
    }

    private String encode(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }
}
