package dev.rollcall.api.sessions.providers;

import dev.rollcall.api.privacy.LoginNames;
import dev.rollcall.api.sessions.SessionEnds;
import dev.rollcall.api.sessions.checks.EndedLogins;
import dev.rollcall.api.tokens.LogoutToken;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import dev.rollcall.query.livesessions.LiveSessions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Ends sessions because their identity provider says that the user has logged out there. */
@Component
public class ProviderLogouts {

    private final EndedLogins logins;
    private final LiveSessions sessions;
    private final LoginNames names;
    private final SessionEnds ends;

    ProviderLogouts(EndedLogins logins, LiveSessions sessions, LoginNames names, SessionEnds ends) {
        this.logins = logins;
        this.sessions = sessions;
        this.names = names;
        this.ends = ends;
    }

    /**
     * Ends the sessions of one login, or of all logins of the user, and refuses tokens of these logins from now on. A
     * token that was received before changes nothing more, except that it completes what was interrupted.
     */
    public void logOut(LogoutToken token) {
        if (logins.begin(token)) {
            if (token.loginId() == null) {
                ends.allByProvider(token.userId(), token.issuer());
            } else {
                sessionsOf(token.userId(), token.loginId())
                        .forEach(session -> ends.oneByProvider(token.userId(), session.sessionId(), token.issuer()));
            }
            logins.finish(token);
        }
    }

    private List<LiveSession> sessionsOf(UserId user, String loginId) {
        return sessions.notEndedOfLogin(user, names.allOf(user, loginId));
    }
}
