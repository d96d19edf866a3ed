package dev.rollcall.api.pages.login;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.sessions.Devices;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.TokenResponse;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.cookie.SessionCookie;
import dev.rollcall.api.sessions.login.Logins;
import dev.rollcall.command.StartSession;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Logs people in on a browser, which has one session at a time: a login on a browser with a session ends that session,
 * as if its user had logged out before.
 */
@Component
class BrowserLogins {

    private final Logins logins;
    private final Devices devices;
    private final SessionEnds ends;
    private final SessionCookie cookie;

    BrowserLogins(Logins logins, Devices devices, SessionEnds ends, SessionCookie cookie) {
        this.logins = logins;
        this.devices = devices;
        this.ends = ends;
        this.cookie = cookie;
    }

    /**
     * @param before the caller who is already signed in on the browser; null if there is none
     * @param verified receives the account once the password is verified
     */
    void login(
            Logins.Credentials credentials,
            @Nullable Caller before,
            Consumer<Account> verified,
            HttpServletRequest request,
            HttpServletResponse response) {
        replace(
                before,
                credentials.userName(),
                old -> logins.login(credentials, devices.of(request, null), verified, old),
                request,
                response);
    }

    /** Completes a login with a new password, of an account whose password has to be changed. */
    void change(
            Account account,
            String newPassword,
            @Nullable Caller before,
            HttpServletRequest request,
            HttpServletResponse response) {
        replace(
                before,
                account.userId().value(),
                old -> logins.change(account, newPassword, devices.of(request, null), old),
                request,
                response);
    }

    private void replace(
            @Nullable Caller before,
            String userName,
            Function<StartSession.@Nullable InPlaceOf, TokenResponse> start,
            HttpServletRequest request,
            HttpServletResponse response) {
        boolean other = before != null && !before.getName().equals(userName);
        TokenResponse started = start.apply(
                before == null || other ? null : new StartSession.InPlaceOf(before.sessionId(), EndReason.LOGGED_OUT));
        cookie.set(request, response, started.session().sessionId());
        if (before != null && other) {
            ends.current(before);
        }
    }

    /** Completes a login in place of a session that the user has chosen, which ends. */
    void replace(Account account, SessionId chosen, HttpServletRequest request, HttpServletResponse response) {
        TokenResponse started = logins.resume(
                account, devices.of(request, null), new StartSession.InPlaceOf(chosen, EndReason.TERMINATED_BY_USER));
        cookie.set(request, response, started.session().sessionId());
    }

    /**
     * Ends the chosen session without a new one, if ending it does not make enough room.
     *
     * @return whether it was still live
     */
    boolean end(Account account, SessionId chosen) {
        return !ends.chosen(account.userId(), chosen).sessionIds().isEmpty();
    }
}
