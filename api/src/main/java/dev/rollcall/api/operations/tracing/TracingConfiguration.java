package dev.rollcall.api.operations.tracing;

import dev.rollcall.eventstore.Spans;
import io.micrometer.common.KeyValues;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.propagation.Propagator;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/** What is traced if there is a collector: requests, commands, and batches of followed events. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(TracingSwitch.ENDPOINT)
class TracingConfiguration {

    @Bean
    Spans spans(Tracer tracer) {
        return new TracedWork(tracer);
    }

    @Bean
    EventProcessorSpanFactory batchSpans(Tracer tracer) {
        return new BatchSpans(tracer);
    }

    /** Comes before the handler for all other observations, which does not know the caller's trace. */
    @Bean
    @Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
    RequestSpans requestSpans(Tracer tracer, Propagator propagator) {
        return new RequestSpans(tracer, propagator);
    }

    /** Leaves out the path of the request, which may name a user or a session. The pattern of the path stays. */
    @Bean
    ServerRequestObservationConvention withoutPath() {
        return new DefaultServerRequestObservationConvention() {
            @Override
            public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
                return KeyValues.empty();
            }
        };
    }

    /** Leaves out scheduled tasks, which run several times a second and mostly find nothing to do. */
    @Bean
    SpanExportingPredicate withoutScheduledTasks() {
        return span -> span.getName() == null || !span.getName().startsWith("task ");
    }
}
