package dev.rollcall.api.users;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.accounts.email.EmailAddress;
import dev.rollcall.api.accounts.email.EmailAddresses;
import dev.rollcall.event.AccountCreated;
import dev.rollcall.event.Initiator;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Creates accounts with what belongs to them, in one transaction. */
@Component
class NewUsers {

    private final Accounts accounts;
    private final EmailAddresses addresses;

    NewUsers(Accounts accounts, EmailAddresses addresses) {
        this.accounts = accounts;
        this.addresses = addresses;
    }

    /** @return whether it was created; false if there is such a user, who stays as before */
    @Transactional
    public boolean create(Account account, Optional<EmailAddress> address, Initiator administrator) {
        boolean created = accounts.create(account, AccountCreated.Way.ADMINISTRATOR, administrator);
        if (created && address.isPresent()) {
            addresses.set(account.userId(), address, administrator);
        }
        return created;
    }
}
