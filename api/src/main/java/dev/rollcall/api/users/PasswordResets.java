package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.accounts.NewPasswords;
import dev.rollcall.api.accounts.Passwords;
import dev.rollcall.api.accounts.resets.ResetCodes;
import dev.rollcall.api.accounts.resets.ResetCodes.ResetCode;
import dev.rollcall.api.accounts.resets.ResetGuesses;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.command.EndedByCommand;
import dev.rollcall.event.PasswordChanged;
import dev.rollcall.event.PasswordResetLinkMade;
import dev.rollcall.event.UserId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sets passwords that were forgotten, which ends all sessions of their users. */
@Component
public class PasswordResets {

    private static final Logger log = LoggerFactory.getLogger(PasswordResets.class);

    private final Accounts accounts;
    private final ResetCodes codes;
    private final ResetGuesses guesses;
    private final Passwords passwords;
    private final NewPasswords newPasswords;
    private final SessionEnds ends;

    PasswordResets(
            Accounts accounts,
            ResetCodes codes,
            ResetGuesses guesses,
            Passwords passwords,
            NewPasswords newPasswords,
            SessionEnds ends) {
        this.accounts = accounts;
        this.codes = codes;
        this.guesses = guesses;
        this.passwords = passwords;
        this.newPasswords = newPasswords;
        this.ends = ends;
    }

    /**
     * Makes a code with which the user may choose a new password, once. An earlier code of the user becomes void.
     *
     * @throws Problem {@code USER_NOT_FOUND} for a user without an account, {@code ACCOUNT_DISABLED}, or
     *     {@code CURRENT_ACCOUNT_PROTECTED}: who is signed in knows the password, or must not get around it
     */
    public ResetCode makeCode(UserId user, Caller administrator) {
        if (administrator.is(user)) {
            throw new Problem(ProblemCode.CURRENT_ACCOUNT_PROTECTED, "Another administrator must do this.");
        }
        Account account = accounts.find(user).orElseThrow(() -> KnownUsers.notFound(null));
        ResetCode code = codes.draft();
        if (!codes.keep(
                account.requireActive().userId(),
                code,
                PasswordResetLinkMade.Way.SHOWN,
                administrator.initiatorFor(user))) {
            throw KnownUsers.notFound(null);
        }
        log.atInfo()
                .addKeyValue("userId", user)
                .addKeyValue("actorId", administrator.userId())
                .log("Password reset link made");
        return code;
    }

    /**
     * Sets the password that the holder of a code has chosen.
     *
     * @param address the IP address of the client
     * @return the sessions that were ended
     * @throws Problem {@code INVALID_RESET_CODE}, {@code TOO_MANY_LOGIN_ATTEMPTS} or {@code INVALID_REQUEST}; the code
     *     stays valid after the last of these
     */
    public EndedByCommand byCode(String code, String newPassword, String address) {
        UserId user = guesses.require(code, address);
        newPasswords.require("newPassword", user, newPassword);
        String hash = passwords.hash(newPassword);
        return ends.passwordReset(user, false, () -> {
            accounts.lock(user);
            if (!codes.use(code) || !accounts.resetPassword(user, hash, PasswordChanged.Way.RESET_LINK, false)) {
                throw ResetGuesses.wrong();
            }
        });
    }

    /**
     * Sets a password for an operator.
     *
     * @param mustChange whether the user has to change it before anything else
     * @return the sessions that were ended; empty if there is no such account
     */
    public Optional<EndedByCommand> byOperator(UserId user, String passwordHash, boolean mustChange) {
        if (accounts.find(user).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ends.passwordReset(user, true, () -> {
            if (!accounts.resetPassword(user, passwordHash, PasswordChanged.Way.OPERATOR, mustChange)) {
                throw KnownUsers.notFound(null);
            }
        }));
    }
}
