package dev.rollcall.client.checks;

import dev.rollcall.client.SessionStateUnavailableException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** Accepts a verified token if its session is live, and waits for Rollcall's answer if that is not known here. */
public final class LiveSessionValidator implements OAuth2TokenValidator<Jwt> {

    private final SessionChecks checks;

    public LiveSessionValidator(SessionChecks checks) {
        this.checks = checks;
    }

    /** @throws SessionStateUnavailableException if Rollcall does not say whether the session is live */
    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return checks.checkLocally(token).orElseGet(() -> ask(token));
    }

    private OAuth2TokenValidatorResult ask(Jwt token) {
        try {
            return checks.ask(token).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof SessionStateUnavailableException unavailable) {
                throw unavailable;
            }
            throw new SessionStateUnavailableException("The session cannot be checked", failure);
        } catch (CancellationException stopped) {
            throw new SessionStateUnavailableException("The service is stopping", stopped);
        }
    }
}
