package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.accounts.NewPasswords;
import dev.rollcall.api.accounts.Passwords;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.command.EndedByCommand;
import org.springframework.stereotype.Component;

/** Changes users' own passwords. */
@Component
public class PasswordChanges {

    private final Accounts accounts;
    private final Passwords passwords;
    private final NewPasswords newPasswords;
    private final SessionEnds ends;

    PasswordChanges(Accounts accounts, Passwords passwords, NewPasswords newPasswords, SessionEnds ends) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.newPasswords = newPasswords;
        this.ends = ends;
    }

    /**
     * A requested change of a password.
     *
     * @param address the address that the request came from
     * @param endOthers whether to end all other sessions, which somebody else may be using
     */
    public record PasswordChange(String currentPassword, String newPassword, String address, boolean endOthers) {

        /** Never shows the passwords. */
        @Override
        public String toString() {
            return "PasswordChange";
        }
    }

    /**
     * Changes the caller's password.
     *
     * @return the other sessions that were ended
     * @throws Problem {@code ACCOUNT_REQUIRED}, {@code INVALID_REQUEST}, {@code INVALID_CREDENTIALS} or
     *     {@code TOO_MANY_LOGIN_ATTEMPTS}
     */
    public EndedByCommand change(Caller caller, PasswordChange requested) {
        if (accounts.find(caller.userId()).isEmpty()) {
            throw new Problem(ProblemCode.ACCOUNT_REQUIRED, "Change your password where you log in.");
        }
        newPasswords.require("newPassword", caller.userId(), requested.newPassword());
        Account account = passwords.check(caller.userId(), requested.currentPassword(), requested.address());
        String hash = passwords.hash(requested.newPassword());
        if (requested.endOthers()) {
            return ends.passwordChanged(caller, () -> replace(account, hash));
        }
        replace(account, hash);
        return EndedByCommand.NONE;
    }

    private void replace(Account account, String hash) {
        if (!accounts.replacePassword(account, hash)) {
            throw Passwords.wrong();
        }
    }
}
