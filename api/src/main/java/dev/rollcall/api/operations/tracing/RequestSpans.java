package dev.rollcall.api.operations.tracing;

import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;

/** Spans of requests. A failure is named by its class, because messages may name users. */
class RequestSpans extends PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> {

    RequestSpans(Tracer tracer, Propagator propagator) {
        super(tracer, propagator);
    }

    @Override
    public void onError(ReceiverContext<?> request) {
        Throwable failure = request.getError();
        if (failure != null) {
            getRequiredSpan(request).tag(TracedWork.ERROR, failure.getClass().getSimpleName());
        }
    }
}
