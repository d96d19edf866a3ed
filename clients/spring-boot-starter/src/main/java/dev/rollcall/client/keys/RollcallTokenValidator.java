package dev.rollcall.client.keys;

import java.time.Duration;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;

/** Accepts access tokens of one Rollcall for one audience (RFC 9068 section 4), before their session is checked. */
public final class RollcallTokenValidator implements OAuth2TokenValidator<Jwt> {

    private static final List<String> TEXTS = List.of("sub", "sid", "user_name", "role");

    private final OAuth2TokenValidator<Jwt> standard;

    /**
     * @param issuer the claim {@code iss}
     * @param audience one of the claim {@code aud}
     * @param clockSkew how far this machine's clock may differ from Rollcall's when a token expires
     */
    public RollcallTokenValidator(String issuer, String audience, Duration clockSkew) {
        JwtTimestampValidator times = new JwtTimestampValidator(clockSkew);
        times.setAllowEmptyExpiryClaim(false);
        this.standard = new DelegatingOAuth2TokenValidator<>(
                new JwtTypeValidator("at+jwt", "application/at+jwt"),
                new JwtIssuerValidator(issuer),
                new JwtAudienceValidator(audience),
                times,
                RollcallTokenValidator::claims);
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return standard.validate(token);
    }

    private static OAuth2TokenValidatorResult claims(Jwt token) {
        for (String name : TEXTS) {
            if (!(token.getClaims().get(name) instanceof String text) || text.isEmpty()) {
                return OAuth2TokenValidatorResult.failure(
                        BearerTokenErrors.invalidToken("The claim " + name + " is missing"));
            }
        }
        return OAuth2TokenValidatorResult.success();
    }
}
