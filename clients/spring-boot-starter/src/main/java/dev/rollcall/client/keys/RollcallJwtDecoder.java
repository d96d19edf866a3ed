package dev.rollcall.client.keys;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.rollcall.client.SessionStateUnavailableException;
import java.util.Map;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Decodes access tokens of Rollcall with Spring Security's decoder: ES256, and the keys that Rollcall publishes. */
public final class RollcallJwtDecoder implements JwtDecoder {

    /** More than any access token of Rollcall has. */
    private static final int LONGEST_TOKEN = 8 * 1024;

    private final NimbusJwtDecoder decoder;

    /** @param validator decides about a token whose signature is right */
    public RollcallJwtDecoder(JWKSource<SecurityContext> keys, OAuth2TokenValidator<Jwt> validator) {
        this.decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setClaimSetConverter(new IssuedTokens());
        decoder.setJwtValidator(validator);
    }

    /**
     * {@inheritDoc}
     *
     * @throws BadJwtException if the token is refused
     * @throws SessionStateUnavailableException if that cannot be decided at the moment
     */
    @Override
    public Jwt decode(String token) {
        if (token.length() > LONGEST_TOKEN) {
            throw new BadJwtException("The token has more than " + LONGEST_TOKEN + " characters");
        }
        try {
            return decoder.decode(token);
        } catch (BadJwtException invalid) {
            throw invalid;
        } catch (JwtException unknown) {
            throw new SessionStateUnavailableException("The token cannot be verified at the moment", unknown);
        }
    }

    /** Requires the time of issue, which Spring would make up otherwise. */
    private static final class IssuedTokens implements Converter<Map<String, Object>, Map<String, Object>> {

        private final MappedJwtClaimSetConverter standard = MappedJwtClaimSetConverter.withDefaults(Map.of());

        @Override
        public Map<String, Object> convert(Map<String, Object> claims) {
            if (!claims.containsKey("iat")) {
                throw new IllegalArgumentException("iat is missing");
            }
            return standard.convert(claims);
        }
    }
}
