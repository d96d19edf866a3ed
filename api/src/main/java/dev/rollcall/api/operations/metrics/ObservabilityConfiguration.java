package dev.rollcall.api.operations.metrics;

import com.github.benmanes.caffeine.cache.Cache;
import dev.rollcall.api.web.PagePaths;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micrometer.observation.ObservationPredicate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.security.config.observation.SecurityObservationSettings;

@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {

    /** Leaves out forward-auth requests, which have their own timer, and streams, which clients keep open. */
    @Bean
    ObservationPredicate otherRequestsAreMeasured() {
        return (name, context) -> !(context instanceof ServerRequestObservationContext server
                && server.getCarrier() != null
                && hasItsOwnMeters(server.getCarrier().getRequestURI()));
    }

    private static boolean hasItsOwnMeters(String path) {
        return path.startsWith("/authorize") || path.endsWith("/sessions/events") || path.equals(PagePaths.ENDINGS);
    }

    /** Keeps Spring Security from wrapping every filter of every request in an observation that nobody asked for. */
    @Bean
    SecurityObservationSettings noObservationsOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    MeterBinder aggregateCacheMeters(@Qualifier("loadedUserSessions") Cache<?, ?> loaded) {
        return meters -> CaffeineCacheMetrics.monitor(meters, loaded, "aggregates");
    }
}
