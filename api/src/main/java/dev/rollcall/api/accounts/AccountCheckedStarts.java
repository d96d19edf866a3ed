package dev.rollcall.api.accounts;

import dev.rollcall.command.StartSession;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Looks at the account once more in the transaction in which a session starts: it may have been disabled, removed or
 * given another password since the caller was let in.
 */
@Component
public class AccountCheckedStarts implements MessageHandlerInterceptor<CommandMessage<?>> {

    /** What to send along with a {@link StartSession} of somebody whom another issuer vouches for. */
    public static final Map<String, Boolean> WITHOUT_ACCOUNT = Map.of("withoutAccount", true);

    private static final String ACCOUNT = "account";

    private final Accounts accounts;

    AccountCheckedStarts(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What to send along with a {@link StartSession} of somebody who signed in to the account. */
    public static Map<String, Account> signedInTo(Account account) {
        return Map.of(ACCOUNT, account);
    }

    @Autowired
    void register(CommandBus commands) {
        commands.registerHandlerInterceptor(this);
    }

    /** Just before the commit, when nothing is waited for any more: a lock on the account is held briefly. */
    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        CommandMessage<?> message = work.getMessage();
        if (message.getPayload() instanceof StartSession start) {
            Account signedIn = (Account) message.getMetaData().get(ACCOUNT);
            boolean without = message.getMetaData().entrySet().containsAll(WITHOUT_ACCOUNT.entrySet());
            work.onPrepareCommit(committing -> accounts.requireUnchanged(start.userId(), signedIn, without));
        }
        return chain.proceed();
    }
}
