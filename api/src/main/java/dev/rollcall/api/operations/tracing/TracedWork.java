package dev.rollcall.api.operations.tracing;

import dev.rollcall.eventstore.Spans;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Spans of commands and of the transparency log. A failure is named by its class, because messages may name users. */
class TracedWork implements Spans {

    static final String ERROR = "error";

    private final Tracer tracer;

    TracedWork(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public <T extends @Nullable Object> T trace(String name, Supplier<T> work, Predicate<T> isWorthASpan) {
        Span span = tracer.nextSpan().name(name).start();
        boolean kept = true;
        Tracer.SpanInScope scope = tracer.withSpan(span);
        try {
            T result = work.get();
            kept = isWorthASpan.test(result);
            return result;
        } catch (RuntimeException | Error failure) {
            span.tag(ERROR, failure.getClass().getSimpleName());
            throw failure;
        } finally {
            scope.close();
            if (kept) {
                span.end();
            } else {
                span.abandon();
            }
        }
    }
}
