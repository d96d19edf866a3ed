package dev.rollcall.api.audit;

import dev.rollcall.api.audit.RecordedEvents.Filter;
import dev.rollcall.api.web.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Selects events. A null component does not restrict.
 *
 * @param type the name of an event, such as SessionStarted
 * @param from the earliest time of recording, inclusive
 * @param to the latest time of recording, exclusive
 */
public record EventQuery(
        @Nullable String userId,
        @Nullable String type,
        @Nullable String from,
        @Nullable String to) {

    /** @throws Problem {@code INVALID_REQUEST}, naming the field */
    public Filter toFilter() {
        Filter filter = new Filter(
                UserIds.parseIfGiven(userId),
                EventType.parseIfGiven(type),
                Rfc3339.parseIfGiven("from", from),
                Rfc3339.parseIfGiven("to", to));
        if (filter.from() != null && filter.to() != null && !filter.from().isBefore(filter.to())) {
            throw Problem.invalid("to", "must be later than from");
        }
        return filter;
    }
}
