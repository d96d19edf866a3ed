package dev.rollcall.api.oauth;

import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.checks.SsoSessions;
import dev.rollcall.api.tokens.AccessToken;
import dev.rollcall.api.tokens.BearerToken;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.Issuer;
import dev.rollcall.api.tokens.jwt.AccessTokens;
import dev.rollcall.api.tokens.jwt.RefreshTokens;
import dev.rollcall.api.tokens.jwt.VerifiedTokens;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.query.livesessions.LiveSession;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Decides whether a token is active: whether it would be accepted now, and its session is live. */
@Component
class Introspections {

    private final VerifiedTokens verifiedTokens;
    private final RefreshTokens refreshTokens;
    private final SessionChecks checks;
    private final SsoSessions logins;
    private final Accounts accounts;
    private final String issuer;
    private final String audience;

    Introspections(
            VerifiedTokens verifiedTokens,
            RefreshTokens refreshTokens,
            SessionChecks checks,
            SsoSessions logins,
            Accounts accounts,
            Issuer issuer,
            AccessTokens accessTokens) {
        this.verifiedTokens = verifiedTokens;
        this.refreshTokens = refreshTokens;
        this.checks = checks;
        this.logins = logins;
        this.accounts = accounts;
        this.issuer = issuer.value();
        this.audience = accessTokens.audience();
    }

    /** Introspects access and refresh tokens. The two cannot be confused, so no type hint is needed. */
    Introspection of(String token) {
        return verifiedTokens
                .find(token)
                .flatMap(this::ofBearerToken)
                .or(() -> refreshTokens.parse(token).flatMap(this::ofRefreshToken))
                .orElse(Introspection.INACTIVE);
    }

    /** Records a use of the session: a client that asks about an access token is about to serve its holder. */
    private Optional<Introspection> ofBearerToken(BearerToken token) {
        return sessionOf(token)
                .flatMap(checks::use)
                .map(session -> token instanceof AccessToken own
                        ? Introspection.ofAccessToken(own, issuer, audience)
                        : Introspection.ofExternalToken((ExternalToken) token, session));
    }

    private Optional<Introspection> ofRefreshToken(RefreshTokens.Presented token) {
        return checks.find(token.sessionId())
                .filter(session -> refreshTokens.isUsable(token))
                .flatMap(this::ofRefreshTokenFor);
    }

    private Optional<Introspection> ofRefreshTokenFor(LiveSession session) {
        try {
            return Optional.of(Introspection.ofRefreshToken(session, accounts.roleOf(session.userId()), issuer));
        } catch (Problem accountDisabled) {
            return Optional.empty();
        }
    }

    /** Returns the live session of a token of either kind, even of a refresh token that was already used. */
    Optional<LiveSession> sessionOf(String token) {
        return verifiedTokens
                .find(token)
                .flatMap(this::sessionOf)
                .or(() -> refreshTokens.parse(token).flatMap(known -> checks.find(known.sessionId())));
    }

    private Optional<LiveSession> sessionOf(BearerToken token) {
        return token instanceof AccessToken own
                ? checks.find(own.sessionId())
                        .filter(session -> session.userId().equals(own.userId()))
                : sessionOfLogin((ExternalToken) token);
    }

    /** A token that leads to no live session can only start one, so it counts as inactive. */
    private Optional<LiveSession> sessionOfLogin(ExternalToken token) {
        try {
            return token.loginId() == null
                    ? Optional.empty()
                    : logins.find(token.userId(), token.loginId(), token.issuedAt());
        } catch (Problem ended) {
            return Optional.empty();
        }
    }
}
