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
import dev.rollcall.event.Initiator;
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
        return set(user, address, administrator.initiatorFor(user));
    }

    /**
     * Sets the caller's own address.
     *
     * @param address empty to remove it
     * @param from the IP address of the client
     * @throws Problem {@code ACCOUNT_REQUIRED}, {@code INVALID_CREDENTIALS} or {@code TOO_MANY_LOGIN_ATTEMPTS}
     */
    public Account byUser(Caller caller, Optional<EmailAddress> address, String currentPassword, String from) {
        if (accounts.find(caller.userId()).isEmpty()) {
            throw new Problem(ProblemCode.ACCOUNT_REQUIRED, "You have no account here.");
        }
        passwords.check(caller.userId(), currentPassword, from);
        return set(caller.userId(), address, caller.initiatorFor(caller.userId()));
    }

    private Account set(UserId user, Optional<EmailAddress> address, Initiator initiator) {
        addresses.set(user, address, initiator);
        return accounts.find(user).orElseThrow(() -> KnownUsers.notFound(null));
    }
}
