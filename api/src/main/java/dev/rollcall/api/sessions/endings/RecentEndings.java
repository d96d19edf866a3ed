package dev.rollcall.api.sessions.endings;

import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.rollcall.api.tokens.TokensProperties;
import dev.rollcall.query.endings.Ending;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The sessions that ended recently, in the order in which this node learned of them. They are kept for as long as a
 * token of such a session may be valid, up to a maximum number. {@code since} is the time after which none is missing.
 */
@Component
class RecentEndings {

    /**
     * How much longer than a token's lifetime endings are kept. Nodes and services may each be
     * {@link TokensProperties#CLOCK_SKEW} off; the third time is a margin.
     */
    private static final Duration MARGIN = TokensProperties.CLOCK_SKEW.multipliedBy(3);

    /** Small enough to be sent at once. */
    private static final int PER_WRITE = 200;

    private final Duration keep;
    private final int most;
    private final EndingTexts texts;
    private final TimeBasedEpochGenerator ids;
    private final Clock clock;

    private Instant since = Instant.MIN;
    private String source = "";
    private Endings head = new Endings(0, Endings.Content.NONE);
    private Endings tail = head;
    private int count;
    private @Nullable Known known;

    /**
     * Everything that was committed before a time has been added.
     *
     * @param untilMillis the time, see {@link StreamClock}
     * @param number of the last endings that had been added then
     */
    record Known(long untilMillis, long number) {}

    /**
     * Where a stream begins.
     *
     * @param source changes with each {@link RecentEndings#restart}
     * @param last what the client has received already
     * @param since the stream tells every session that ended after this time
     * @param resumed whether the stream goes on where an earlier one of the client ended
     */
    record Start(String source, Endings last, Instant since, boolean resumed) {}

    @Autowired
    RecentEndings(
            TokensProperties tokens,
            EndingsProperties settings,
            EndingTexts texts,
            TimeBasedEpochGenerator ids,
            Clock clock,
            MeterRegistry meters) {
        this(
                tokens.accessTokenLifetime(),
                settings.remembered(Runtime.getRuntime().maxMemory()),
                texts,
                ids,
                clock);
        Gauge.builder("rollcall.endings.remembered", this, RecentEndings::count)
                .description("Ended sessions that are kept in memory for new streams")
                .register(meters);
    }

    RecentEndings(Duration tokenLifetime, int most, EndingTexts texts, TimeBasedEpochGenerator ids, Clock clock) {
        this.keep = tokenLifetime.plus(MARGIN);
        this.most = most;
        this.texts = texts;
        this.ids = ids;
        this.clock = clock;
        restart();
    }

    /** Forgets everything. What is added from now on comes from another connection. */
    final synchronized void restart() {
        source = ids.generate().toString();
        head = new Endings(0, Endings.Content.NONE);
        tail = head;
        count = 0;
        known = null;
        since = clock.instant().minus(keep);
    }

    /**
     * Adds what ended before.
     *
     * @param earlier returns some of what ended before the given session, last ended first; nothing if there are no
     *     more. It is given null at first
     */
    void addPast(Function<@Nullable Ending, List<Ending>> earlier) {
        Deque<Endings.Content> oldestFirst = new ArrayDeque<>();
        int read = 0;
        List<Ending> page = earlier.apply(null);
        while (!page.isEmpty() && read < most) {
            contents(page).forEach(oldestFirst::addFirst);
            read += page.size();
            page = earlier.apply(page.get(page.size() - 1));
        }
        if (!page.isEmpty()) {
            miss(page.get(0).endedAt());
        }
        oldestFirst.forEach(this::append);
    }

    /** Adds what has ended now. */
    void add(List<Ending> endings) {
        contents(endings).forEach(this::append);
    }

    private List<Endings.Content> contents(List<Ending> endings) {
        List<Endings.Content> contents = new ArrayList<>();
        for (int from = 0; from < endings.size(); from += PER_WRITE) {
            List<Ending> some = endings.subList(from, Math.min(endings.size(), from + PER_WRITE));
            contents.add(new Endings.Content(texts.ended(some), some.size(), lastEndedAt(some)));
        }
        return contents;
    }

    private static Instant lastEndedAt(List<Ending> some) {
        return some.stream().map(Ending::endedAt).max(Comparator.naturalOrder()).orElseThrow();
    }

    private synchronized void append(Endings.Content content) {
        tail = tail.append(content);
        count += content.count();
        drop();
    }

    /** Records that everything that was committed before a time has been added. */
    synchronized void know(long untilMillis) {
        drop();
        known = new Known(untilMillis, tail.number());
    }

    private void drop() {
        Instant oldest = clock.instant().minus(keep);
        Endings next = head.next();
        while (next != null && (count > most || next.content().lastEndedAt().isBefore(oldest))) {
            miss(next.content().lastEndedAt());
            count -= next.content().count();
            head = next;
            next = head.next();
        }
    }

    private synchronized void miss(Instant endedAt) {
        since = endedAt.isAfter(since) ? endedAt : since;
    }

    /** Returns what is known now; null if nobody can be sure. */
    synchronized @Nullable Known known() {
        return known;
    }

    synchronized boolean isFrom(String asked) {
        return source.equals(asked);
    }

    synchronized Instant since() {
        return since;
    }

    synchronized int count() {
        return count;
    }

    /** @param lastEventId what the client has received before; null if nothing */
    synchronized Start start(@Nullable String lastEventId) {
        return Optional.ofNullable(lastEventId)
                .flatMap(StreamPosition::parse)
                .filter(position -> position.source().equals(source))
                .map(position -> after(position.number()))
                .map(last -> new Start(source, last, since, true))
                .orElseGet(() -> new Start(source, head, since, false));
    }

    private @Nullable Endings after(long number) {
        Endings each = head;
        while (each != null && each.number() != number) {
            each = each.next();
        }
        return each;
    }
}
