package dev.rollcall.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HistoryLagIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private final HistoryLag lag = MODELS.bean(HistoryLag.class);

    @Test
    void beforeTheFirstEventNothingIsBehind() {
        assertThat(lag.read()).isEqualTo(new HistoryLag.Progress(0, 0, 0, null));
    }

    @Test
    void beforeTheProcessorRunsAllEventsAreBehind() {
        store("alice");
        long last = store("bob");

        assertThat(lag.read()).isEqualTo(new HistoryLag.Progress(0, last, 2, null));
        assertThat(usersBehind()).containsExactlyInAnyOrder("alice", "bob");
    }

    @Test
    void processedEventsAreNotBehind() {
        store("alice");
        MODELS.followHistory();
        long processed = lag.read().processed();
        long bobs = store("bob");
        store("carol");

        HistoryLag.Progress progress = lag.read();

        assertThat(progress.processed()).isEqualTo(processed).isPositive();
        assertThat(progress.behind()).isEqualTo(2);
        assertThat(Objects.requireNonNull(progress.recordedAt()).toInstant()).isEqualTo(TestUser.NOON);
        assertThat(lag.upTo(bobs).behind()).isOne();
        assertThat(lag.upTo(processed).behind()).isZero();
        assertThat(usersBehind()).containsExactlyInAnyOrder("bob", "carol");
    }

    @Test
    void fromTheFirstGapThatAnEarlierReleaseNotedAllEventsAreBehind() {
        long before = store("zoe");
        long gap = store("alice");
        store("bob");
        MODELS.followHistory();
        MODELS.jdbc()
                .update(
                        "UPDATE token_entry SET token = convert_to(jsonb_set(convert_from(token, 'UTF8')::jsonb,"
                                + " '{gaps}', to_jsonb(ARRAY[?::bigint]))::text, 'UTF8')",
                        gap);

        HistoryLag.Progress progress = lag.read();
        assertThat(progress.processed()).isEqualTo(before);
        assertThat(progress.behind()).isEqualTo(2);
        assertThat(Objects.requireNonNull(progress.recordedAt()).toInstant()).isEqualTo(TestUser.NOON);
        assertThat(lag.upTo(gap - 1).behind()).isZero();
        assertThat(usersBehind()).containsExactlyInAnyOrder("alice", "bob");
    }

    /** @return the global index of the event */
    private static long store(String user) {
        MODELS.store(TestUser.named(user).start());
        return Objects.requireNonNull(
                MODELS.jdbc().queryForObject("SELECT max(global_index) FROM domain_event_entry", Long.class));
    }

    private List<String> usersBehind() {
        return MODELS.jdbc().queryForList(lag.usersBehind(), String.class);
    }
}
