package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.accounts.Passwords;
import dev.rollcall.api.accounts.email.EmailAddress;
import dev.rollcall.api.accounts.email.EmailAddresses;
import dev.rollcall.api.sessions.KnownUsers;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Changes e-mail addresses: administrators those of others, and users their own with their password. */
@Component
public class EmailChanges {

    private final Accounts accounts;
    private final EmailAddresses addresses;
    private final Passwords passwords;

    EmailChanges(Accounts accounts, EmailAddresses addresses, Passwords passwords) {
        this.accounts = accounts;
        this.addresses = addresses;
        this.passwords = passwords;
    }

    /** Returns the address of an account; empty if it has none, or there is no account. */
    public Optional<EmailAddress> find(UserId user) {
        return addresses.find(user);
    }

    /**
     * Sets the address of another user.
     *
     * @param address empty to remove it
     * @throws Problem {@code USER_NOT_FOUND} for a user without an account, or {@code CURRENT_ACCOUNT_PROTECTED}: one's
     *     own address needs the password
     */
    public Account byAdministrator(UserId user, Optional<EmailAddress> address, Caller administrator) {
        if (administrator.is(user)) {
            throw new Problem(ProblemCode.CURRENT_ACCOUNT_PROTECTED, "Change your own address with your password.");
        }
        addresses.set(user, address, administrator.initiatorFor(user));
        return accounts.find(user).orElseThrow(() -> KnownUsers.notFound(null));
    }

    /**
     * Sets the caller's own address.
     *
     * @param address empty to remove it
     * @param from the IP address of the client
     * @throws Problem {@code ACCOUNT_REQUIRED}, {@code TOO_MANY_LOGIN_ATTEMPTS}, or {@code INVALID_CREDENTIALS}, also if
     *     the password was replaced after it had been checked: whoever knows the old one must not redirect the next link
     */
    public Account byUser(Caller caller, Optional<EmailAddress> address, String currentPassword, String from) {
        if (accounts.find(caller.userId()).isEmpty()) {
            throw new Problem(ProblemCode.ACCOUNT_REQUIRED, "You have no account here.");
        }
        Account checked = passwords.check(caller.userId(), currentPassword, from);
        if (!addresses.set(checked, address, caller.initiatorFor(caller.userId()))) {
            throw Passwords.wrong();
        }
        return checked;
    }
}
