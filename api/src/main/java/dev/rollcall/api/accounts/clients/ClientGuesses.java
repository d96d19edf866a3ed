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
 * Limits guesses of client secrets (OWASP ASVS 5.0 section 6.3.1), with the limits for passwords. An address with too
 * many failures is refused whatever it sends. The exception is a client that has sent the right secret from there
 * before: there, the right secret is always accepted, without a database query. Failures at all addresses together are
 * counted for each client as well. That count refuses wrong secrets only, so that strangers who know a client's id
 * cannot keep it from starting at a new address.
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
     * Counts a guess. Must be called for every secret that was checked, before the request is answered. Simultaneous
     * guesses count one by one, including the right one, which is given back.
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
                                "Too many client secrets were wrong. Wait before you try again.")
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
