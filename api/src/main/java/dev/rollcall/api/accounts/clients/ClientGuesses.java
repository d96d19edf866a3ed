package dev.rollcall.api.accounts.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rollcall.api.accounts.FailureLimits;
import dev.rollcall.api.accounts.FailureLimits.Limit;
import dev.rollcall.api.accounts.FailureLimits.Owner;
import dev.rollcall.api.accounts.LoginProperties;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Slows down the guessing of clients' secrets (OWASP ASVS 5.0 section 6.3.1), with the limits of passwords. An address that has
 * failed too often is refused whatever it sends, unless the client has come from there with the right secret before: there
 * nobody keeps it out, and nothing is asked of the database. Failures at all addresses together are counted for each client,
 * and refuse wrong secrets alone, so that strangers who know its name do not keep a client from starting somewhere new.
 */
@Component
class ClientGuesses {

    private static final int KNOWN_PLACES = 10_000;

    private static final Duration KNOWN_FOR = Duration.ofDays(1);

    private record Place(String clientId, String network) {}

    private final Cache<Place, Boolean> known = Caffeine.newBuilder()
            .maximumSize(KNOWN_PLACES)
            .expireAfterAccess(KNOWN_FOR)
            .build();

    private final FailureLimits failures;
    private final LoginProperties limits;

    ClientGuesses(FailureLimits failures, LoginProperties limits) {
        this.failures = failures;
        this.limits = limits;
    }

    /**
     * To be called with every secret that was looked at, before anything is answered. Guesses made at the same moment count
     * one by one, also the right one, which is given back.
     *
     * @param right whether the secret is the client's
     * @throws Problem {@code TOO_MANY_CLIENT_ATTEMPTS}
     */
    void count(String clientId, String address, boolean right) {
        Place place = new Place(clientId, FailureLimits.network(address));
        if (right && known.getIfPresent(place) != null) {
            return;
        }
        Limit here = new Limit(Owner.address(place.network()), limits.maxFailuresPerAddress());
        take(here);
        if (right) {
            giveBack(here);
            known.put(place, true);
        } else {
            take(new Limit(new Owner("client", clientId), limits.maxFailuresPerUser()));
        }
    }

    private void take(Limit limit) {
        if (limit.failures() > 0) {
            failures.take(limit).ifPresent(wait -> {
                throw new Problem(
                                ProblemCode.TOO_MANY_CLIENT_ATTEMPTS,
                                "Too many secrets of clients were wrong. Wait before the next.")
                        .retryAfter(wait);
            });
        }
    }

    private void giveBack(Limit limit) {
        if (limit.failures() > 0) {
            failures.giveBack(limit);
        }
    }
}
