package dev.rollcall.api.security;

import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.settings.WrongSetting;
import dev.rollcall.event.UserId;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The identity providers whose tokens are accepted, see {@link ExternalIssuersProperties}. */
@Component
class ExternalIssuers implements DisposableBean {

    private final Map<String, ExternalIssuer> issuers = new HashMap<>();
    private final Map<String, String> issuersByPrefix = new HashMap<>();
    private final Accounts accounts;

    ExternalIssuers(ExternalIssuersProperties properties, Issuer own, Accounts accounts, Clock clock) {
        this.accounts = accounts;
        for (ExternalIssuersProperties.Entry entry : properties.externalIssuers()) {
            String issuer = entry.issuer();
            WrongSetting.unless(
                    !issuer.equals(own.value()) && !issuers.containsKey(issuer),
                    "rollcall.external-issuers: " + issuer + " is there twice, or is our own issuer");
            WrongSetting.unless(
                    issuersByPrefix.put(entry.userIdPrefix(), issuer) == null,
                    "rollcall.external-issuers: " + issuer + " needs a user-id-prefix of its own,"
                            + " or its users would be those of another issuer");
            issuers.put(issuer, new ExternalIssuer(entry, new ExternalClaims(entry, clock)));
        }
    }

    /**
     * @return empty if the token claims to be from none of these issuers
     * @throws InvalidToken also if the user id is a local account's or another issuer's, so not this issuer's to give
     */
    Optional<ExternalToken> verify(String token) {
        if (issuers.isEmpty()) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            String claimed = jwt.getJWTClaimsSet().getIssuer();
            return Optional.ofNullable(issuers.get(claimed)).map(issuer -> verify(jwt, issuer, claimed));
        } catch (ParseException unreadable) {
            throw new InvalidToken(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private ExternalToken verify(SignedJWT jwt, ExternalIssuer issuer, String name) {
        ExternalToken token = issuer.verify(jwt);
        if (!name.equals(ownerOf(token.userId()))
                || accounts.find(token.userId()).isPresent()) {
            throw new InvalidToken("the user id belongs to somebody else", null);
        }
        return token;
    }

    /** The issuer with the longest of the prefixes that fit, so that one user id never means two people. */
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
