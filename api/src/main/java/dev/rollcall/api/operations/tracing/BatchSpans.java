package dev.rollcall.api.operations.tracing;

import io.micrometer.tracing.Tracer;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.tracing.NoOpSpanFactory;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanScope;

/** One span for each batch of events that the session history follows, and none for each event. */
class BatchSpans implements EventProcessorSpanFactory {

    static final String NAME = "follow session-history";

    private final Tracer tracer;

    BatchSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public Span createBatchSpan(boolean streaming, List<? extends EventMessage<?>> events) {
        if (!streaming) {
            return NoOpSpanFactory.NoOpSpan.INSTANCE;
        }
        return new Batch(tracer.spanBuilder().setNoParent().name(NAME).tag("events", events.size()));
    }

    @Override
    public Span createProcessEventSpan(boolean streaming, EventMessage<?> event) {
        return NoOpSpanFactory.NoOpSpan.INSTANCE;
    }

    /** Axon's span, as one of Micrometer. */
    private final class Batch implements Span {

        private final io.micrometer.tracing.Span.Builder builder;
        private io.micrometer.tracing.Span span = io.micrometer.tracing.Span.NOOP;

        Batch(io.micrometer.tracing.Span.Builder builder) {
            this.builder = builder;
        }

        @Override
        public Span start() {
            span = builder.start();
            return this;
        }

        @Override
        public SpanScope makeCurrent() {
            Tracer.SpanInScope scope = tracer.withSpan(span);
            return scope::close;
        }

        @Override
        public Span recordException(Throwable failure) {
            span.tag(TracedWork.ERROR, failure.getClass().getSimpleName());
            return this;
        }

        @Override
        public void end() {
            span.end();
        }
    }
}
