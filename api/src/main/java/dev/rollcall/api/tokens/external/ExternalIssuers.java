package dev.rollcall.api.tokens.external;

import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.InvalidToken;
import dev.rollcall.api.tokens.Issuer;
import dev.rollcall.api.tokens.LogoutToken;
import dev.rollcall.api.tokens.TokensProperties;
import dev.rollcall.api.web.settings.WrongSetting;
import dev.rollcall.event.UserId;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The identity providers whose tokens are accepted, see {@link ExternalIssuersProperties}. */
@Component
public class ExternalIssuers implements DisposableBean {

    private final Map<String, ExternalIssuer> issuers = new HashMap<>();
    private final Map<String, String> issuersByPrefix = new HashMap<>();
    private final LocalUsers localUsers;

    ExternalIssuers(
            ExternalIssuersProperties properties,
            Issuer own,
            LocalUsers localUsers,
            @Value("${rollcall.sweep.keep-ended:P30D}") Duration keepEnded,
            Clock clock) {
        this.localUsers = localUsers;
        for (ExternalIssuersProperties.Entry entry : properties.externalIssuers()) {
            String issuer = entry.issuer();
            WrongSetting.unless(
                    !issuer.equals(own.value()) && !issuers.containsKey(issuer),
                    "rollcall.external-issuers: " + issuer + " is listed twice, or is the issuer of this service");
            WrongSetting.unless(
                    issuersByPrefix.put(entry.userIdPrefix(), issuer) == null,
                    "rollcall.external-issuers: " + issuer + " needs its own user-id-prefix,"
                            + " or its users would be those of another issuer");
            requireEndedOutliveTokens(entry, keepEnded);
            issuers.put(issuer, new ExternalIssuer(entry, clock));
        }
    }

    /** An ended session must be remembered until its last token expires, even if the clocks of nodes differ. */
    private static void requireEndedOutliveTokens(ExternalIssuersProperties.Entry entry, Duration keepEnded) {
        Duration needed = entry.longestTokenLifetime().plus(TokensProperties.CLOCK_SKEW);
        WrongSetting.unless(
                keepEnded.compareTo(needed) >= 0,
                "rollcall.external-issuers: tokens of " + entry.issuer() + " may live for "
                        + entry.longestTokenLifetime() + " (longest-token-lifetime), so rollcall.sweep.keep-ended must"
                        + " be at least " + needed
                        + ", or an ended session would be forgotten before its tokens expire");
    }

    /**
     * @return empty if the token names none of these issuers
     * @throws InvalidToken if the token is not valid, or if its user id belongs to a local account or another issuer
     */
    public Optional<ExternalToken> verify(String token) {
        if (issuers.isEmpty()) {
            return Optional.empty();
        }
        SignedJWT jwt = parse(token);
        return issuerOf(jwt).map(issuer -> {
            ExternalToken verified = issuer.verify(jwt);
            requireUser(verified.userId(), verified.issuer());
            return verified;
        });
    }

    /**
     * Verifies a logout token.
     *
     * @throws InvalidToken if the token is not valid, if it names none of these issuers, or if its user id belongs to a
     *     local account or another issuer
     */
    public LogoutToken verifyLogout(String token) {
        SignedJWT jwt = parse(token);
        ExternalIssuer issuer = issuerOf(jwt).orElseThrow(() -> new InvalidToken("iss", null));
        LogoutToken verified = issuer.verifyLogout(jwt);
        requireUser(verified.userId(), verified.issuer());
        return verified;
    }

    private static SignedJWT parse(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException unreadable) {
            throw new InvalidToken(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private Optional<ExternalIssuer> issuerOf(SignedJWT jwt) {
        String claimed = StrictClaims.parse(jwt.getPayload().toBytes()).string("iss");
        return claimed == null ? Optional.empty() : Optional.ofNullable(issuers.get(claimed));
    }

    private void requireUser(UserId userId, String issuer) {
        if (!issuer.equals(ownerOf(userId)) || localUsers.isLocal(userId)) {
            throw new InvalidToken("the user id belongs to a local account or another issuer", null);
        }
    }

    /** Returns the issuer with the longest matching prefix, so that one user id never means two people. */
    private @Nullable String ownerOf(UserId userId) {
        return issuersByPrefix.entrySet().stream()
                .filter(entry -> userId.value().startsWith(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    @Override
    public void destroy() throws IOException {
        for (ExternalIssuer issuer : issuers.values()) {
            issuer.close();
        }
    }
}
