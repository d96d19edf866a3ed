package dev.rollcall.eventstore.commits;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * The events of a user who has many of them, page by page. If an archive took some of them meanwhile, the end of a
 * session might be missing although its start was read. So in the end, all that were read must still be there.
 */
final class PagedEvents implements Iterator<DomainEventData<?>> {

    private final LongFunction<List<DomainEventData<?>>> after;
    private final Count count;
    private final long first;
    private List<DomainEventData<?>> page;
    private int next;
    private long read;

    /** Counts the events of a user in a range of sequence numbers. */
    interface Count {
        long between(String aggregate, long first, long last);
    }

    /**
     * @param page the first page, not empty
     * @param after returns the page after a sequence number; empty after the last one
     */
    PagedEvents(List<DomainEventData<?>> page, LongFunction<List<DomainEventData<?>>> after, Count count) {
        this.page = page;
        this.after = after;
        this.count = count;
        this.first = page.get(0).getSequenceNumber();
    }

    Stream<DomainEventData<?>> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false);
    }

    /** @throws ConcurrencyException if events that were read are no longer there */
    @Override
    public boolean hasNext() {
        if (next == page.size() && next > 0) {
            turnThePage();
        }
        return next < page.size();
    }

    private void turnThePage() {
        DomainEventData<?> last = page.get(page.size() - 1);
        page = after.apply(last.getSequenceNumber());
        next = 0;
        if (page.isEmpty() && count.between(last.getAggregateIdentifier(), first, last.getSequenceNumber()) != read) {
            throw new ConcurrencyException("Events of " + last.getAggregateIdentifier() + " were archived meanwhile");
        }
    }

    @Override
    public DomainEventData<?> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        read++;
        return page.get(next++);
    }
}
