package dev.rollcall.api.sessions.login;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Passwords;
import dev.rollcall.api.sessions.OutcomeMetrics;
import dev.rollcall.api.sessions.TokenResponse;
import dev.rollcall.api.sessions.start.SessionStarts;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.command.StartSession;
import dev.rollcall.event.Device;
import dev.rollcall.event.UserId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Logs users in, for the API and the login page. */
@Component
public class Logins {

    private final Passwords passwords;
    private final SessionStarts starts;
    private final OutcomeMetrics metrics;

    Logins(Passwords passwords, SessionStarts starts, OutcomeMetrics metrics) {
        this.passwords = passwords;
        this.starts = starts;
        this.metrics = metrics;
    }

    /**
     * What a user logs in with.
     *
     * @param newPassword replaces the password if it has to be changed, and must be null otherwise
     * @param address the IP address of the client
     */
    public record Credentials(
            String userName, String password, @Nullable String newPassword, String address) {

        /** Never shows the password. */
        @Override
        public String toString() {
            return "Credentials[" + userName + "]";
        }
    }

    TokenResponse login(Credentials credentials, Device device) {
        return login(credentials, device, account -> {}, null);
    }

    /**
     * Checks the password, changes it if that is required, and starts a session.
     *
     * @param verified called with the account when the password is right, before the session starts
     * @param old the session to replace, if it is the same user's; null for none
     */
    public TokenResponse login(
            Credentials credentials, Device device, Consumer<Account> verified, StartSession.@Nullable InPlaceOf old) {
        return metrics.login(credentials.userName(), () -> {
            Account account =
                    passwords.check(new UserId(credentials.userName()), credentials.password(), credentials.address());
            verified.accept(account);
            Account usable = withNewPassword(account, credentials.newPassword());
            return starts.start(SessionStarts.Starter.of(usable), device, old);
        });
    }

    private Account withNewPassword(Account account, @Nullable String newPassword) {
        if (account.mustChangePassword() && newPassword != null) {
            return passwords.replaceTemporary(account, newPassword);
        }
        if (newPassword != null) {
            throw Problem.invalid("newPassword", "must be absent unless the password has to be changed");
        }
        return account.requireUsable();
    }

    /**
     * Completes a login of a user whose password was checked a moment ago and has to be changed.
     *
     * @param old the session to replace, if it is the same user's; null for none
     */
    public TokenResponse change(
            Account account, String newPassword, Device device, StartSession.@Nullable InPlaceOf old) {
        return metrics.login(
                account.userId().value(),
                () -> starts.start(
                        SessionStarts.Starter.of(passwords.replaceTemporary(account, newPassword)), device, old));
    }

    /** Starts a session for a user whose password was checked a moment ago, in place of another session. */
    public TokenResponse resume(Account account, Device device, StartSession.InPlaceOf old) {
        return metrics.login(
                account.userId().value(), () -> starts.start(SessionStarts.Starter.of(account), device, old));
    }
}
