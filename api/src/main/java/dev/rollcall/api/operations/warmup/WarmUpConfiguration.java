package dev.rollcall.api.operations.warmup;

import io.micrometer.observation.ObservationPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

@Configuration(proxyBeanMethods = false)
class WarmUpConfiguration {

    /** Leaves out the requests of this node to itself. */
    @Bean
    ObservationPredicate requestsOfOthersAreMeasured(RequestRehearsal requests) {
        return (name, context) -> !(context instanceof ServerRequestObservationContext server
                && server.getCarrier() != null
                && requests.isMarked(server.getCarrier()));
    }
}
