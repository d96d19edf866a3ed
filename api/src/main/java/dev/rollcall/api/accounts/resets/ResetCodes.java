package dev.rollcall.api.accounts.resets;

import dev.rollcall.api.accounts.AccountChange;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.privacy.Pseudonyms;
import dev.rollcall.api.tokens.Cell;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.PasswordResetLinkMade;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.accounts.AccountEvents;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The codes that reset passwords, {@code pc1.<256 random bits>}. A user has one at most, and any change of the account
 * makes it void. Only a keyed hash is stored.
 */
@Component
public class ResetCodes {

    private static final String FORMAT = "pc1.";
    private static final int BYTES = 32;

    private static final String DELETE_EXPIRED = "DELETE FROM password_reset WHERE expires_at <= :now";

    private static final String PUT = """
            INSERT INTO password_reset (user_id, code_hash, expires_at)
            SELECT user_id, :hash, :expiresAt FROM account WHERE user_id = :userId AND status = 'ACTIVE'
            ON CONFLICT (user_id) DO UPDATE SET code_hash = EXCLUDED.code_hash, expires_at = EXCLUDED.expires_at
            """;

    private static final String FIND =
            "SELECT user_id FROM password_reset WHERE code_hash = :hash AND expires_at > :now";

    private static final String USE = "DELETE FROM password_reset WHERE code_hash = :hash AND expires_at > :now";

    private static final String DELETE = "DELETE FROM password_reset WHERE user_id = :userId";

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final AccountEvents events;
    private final Pseudonyms pseudonyms;
    private final Cell cell;
    private final ResetProperties properties;
    private final SecureRandom random;
    private final Clock clock;

    ResetCodes(
            JdbcClient jdbc,
            Accounts accounts,
            AccountEvents events,
            Pseudonyms pseudonyms,
            Cell cell,
            ResetProperties properties,
            SecureRandom random,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.events = events;
        this.pseudonyms = pseudonyms;
        this.cell = cell;
        this.properties = properties;
        this.random = random;
        this.clock = clock;
    }

    /** A code, which is stored nowhere in clear. */
    public record ResetCode(String value, Instant expiresAt) {

        /** Never shows the code. */
        @Override
        public String toString() {
            return "ResetCode";
        }
    }

    /** Makes a code, which is good for nothing before it is {@linkplain #keep kept}. Its lifetime begins now. */
    public ResetCode draft() {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String value =
                cell.name(FORMAT + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        return new ResetCode(value, clock.instant().plus(properties.resetLinkLifetime()));
    }

    /**
     * Makes a code valid, which replaces an earlier one of the user. That is recorded in the same transaction.
     *
     * @param way how it reaches the user
     * @param initiator who asked for it
     * @return false if there is no active account
     */
    @Transactional
    public boolean keep(UserId user, ResetCode code, PasswordResetLinkMade.Way way, Initiator initiator) {
        accounts.lock(user);
        Instant now = clock.instant();
        jdbc.sql(DELETE_EXPIRED).param("now", Timestamp.from(now)).update();
        int rows = jdbc.sql(PUT)
                .param("userId", user.value())
                .param("hash", hash(code.value()))
                .param("expiresAt", Timestamp.from(code.expiresAt()))
                .update();
        if (rows == 1) {
            events.append(new PasswordResetLinkMade(user, code.expiresAt(), way, initiator, now));
        }
        return rows == 1;
    }

    /** Returns the user whose password the code may reset. */
    public Optional<UserId> find(String code) {
        return jdbc.sql(FIND)
                .param("hash", hash(code))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, index) -> new UserId(row.getString("user_id")))
                .optional();
    }

    /**
     * Uses the code up, within the transaction of the caller.
     *
     * @return whether it was valid
     */
    public boolean use(String code) {
        return jdbc.sql(USE)
                        .param("hash", hash(code))
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** Deletes the code of an account that changes, in the transaction of the change. */
    @EventListener
    void on(AccountChange change) {
        jdbc.sql(DELETE).param("userId", change.userId().value()).update();
    }

    private String hash(String code) {
        return pseudonyms.of("reset-code", code);
    }
}
