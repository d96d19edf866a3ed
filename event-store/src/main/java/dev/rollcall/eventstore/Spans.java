package dev.rollcall.eventstore;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Traces pieces of work, one span each, within the span that the thread is in. */
public interface Spans {

    /** Traces nothing and costs nothing. */
    Spans NONE = new Spans() {
        @Override
        public <T extends @Nullable Object> T trace(String name, Supplier<T> work, Predicate<T> isWorthASpan) {
            return work.get();
        }
    };

    /**
     * @param name one of few: no ids, no values
     * @param isWorthASpan whether the span is kept, given the result; failures are kept
     */
    <T extends @Nullable Object> T trace(String name, Supplier<T> work, Predicate<T> isWorthASpan);
}
