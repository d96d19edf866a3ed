package dev.rollcall.api.pages.audit;

import dev.rollcall.api.audit.EventQuery;
import dev.rollcall.api.audit.RecordedEvents.Filter;
import dev.rollcall.api.audit.timeline.Timelines.Order;
import dev.rollcall.api.web.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Selects a user's events and their order, which is newest first by default. */
record TimelineForm(
        @Nullable String user,
        @Nullable String type,
        @Nullable String from,
        @Nullable String to,
        @Nullable String order) {

    static final String OLDEST = "oldest";

    static final String NEWEST = "newest";

    boolean isEmpty() {
        return Fields.text(user) == null;
    }

    /** @throws Problem {@code INVALID_REQUEST}, naming the field */
    Filter toFilter() {
        return new EventQuery(Fields.text(user), Fields.text(type), Fields.time(from), Fields.time(to)).toFilter();
    }

    /** @throws Problem {@code INVALID_REQUEST} */
    Order toOrder() {
        String given = Fields.text(order);
        if (given == null || given.equals(NEWEST)) {
            return Order.NEWEST_FIRST;
        }
        if (given.equals(OLDEST)) {
            return Order.OLDEST_FIRST;
        }
        throw Problem.invalid("order", "must be " + NEWEST + " or " + OLDEST);
    }
}
