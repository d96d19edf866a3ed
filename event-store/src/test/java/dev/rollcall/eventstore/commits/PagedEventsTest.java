package dev.rollcall.eventstore.commits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

/** S1-10: events that are read page by page while an archive takes some of them. */
class PagedEventsTest {

    private static final List<DomainEventData<?>> FIRST = List.of(event(3), event(7));

    private static final List<DomainEventData<?>> SECOND = List.of(event(8));

    @Test
    void goesOnAfterTheLastEventOfAPageWhateverIsMissingBetween() {
        PagedEvents pages = new PagedEvents(FIRST, last -> last == 7 ? SECOND : List.of(), (user, first, last) -> {
            assertThat(List.of(user, first, last)).containsExactly("alice", 3L, 8L);
            return 3;
        });

        assertThat(pages.stream().map(DomainEventData::getSequenceNumber)).containsExactly(3L, 7L, 8L);
    }

    @Test
    void refusesToEndIfAnEventThatWasReadIsGone() {
        PagedEvents pages = new PagedEvents(FIRST, last -> List.of(), (user, first, last) -> 1);

        assertThatThrownBy(() -> pages.stream().toList())
                .isInstanceOf(ConcurrencyException.class)
                .hasMessageContaining("archived");
    }

    private static DomainEventData<?> event(long sequence) {
        return new GenericDomainEventEntry<>(
                "UserSessions", "alice", sequence, "id-" + sequence, Instant.EPOCH, "type", null, "{}", "{}");
    }
}
