package dev.rollcall.query.rebuild;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.eventstore.archive.ArchiveRecords;
import dev.rollcall.query.testing.ReadModels;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** S1-10: a rebuild that may have read the start of a session, and not its end because that was archived. */
class ArchiveGuardIT {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private final JdbcClient jdbc = MODELS.bean(JdbcClient.class);
    private final ArchiveRecords archives = new ArchiveRecords(jdbc);

    @Test
    void aRebuildFailsIfEventsWereArchivedMeanwhileEvenIfThatIsOver() {
        archive();
        archives.finish(NOON);
        ArchiveGuard guard = new ArchiveGuard(jdbc);
        assertThatCode(guard::check).doesNotThrowAnyException();

        archive();
        assertThatThrownBy(guard::check).hasMessageContaining("archived during the rebuild");
        archives.finish(NOON);
        assertThatThrownBy(guard::check).hasMessageContaining("archived during the rebuild");
    }

    @Test
    void aRebuildDoesNotStartWhileEventsAreBeingArchived() {
        archive();
        assertThatThrownBy(() -> new ArchiveGuard(jdbc)).hasMessageContaining("are being archived");

        archives.finish(NOON);
        assertThatCode(() -> new ArchiveGuard(jdbc)).doesNotThrowAnyException();
    }

    private void archive() {
        archives.begin(new ArchiveRecords.Archived(NOON, 10, 10, false), NOON);
    }
}
