package dev.rollcall.api.operations.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.query.rebuild.Comparison;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a rebuild is, or how it ended.
 *
 * @param eventsTotal there were when it began, or that it has read by now if that is more
 * @param reason why it failed
 * @param result of one that is completed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RebuildView(
        String id,
        String projection,
        State state,
        boolean dryRun,
        String requestedBy,
        long eventsDone,
        long eventsTotal,
        long eventsPerSecond,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        @Nullable Result result) {

    /** After {@code FAILED} the table is as it was. */
    public enum State {
        RUNNING,
        COMPLETED,
        FAILED
    }

    /**
     * @param swapped whether the table that was made of the events is the one that is read now
     * @param identical whether both tables had the same rows, and the same checksum over all their columns
     * @param checksum a sum of hashes, which does not depend on the order of the rows
     * @param explained rows whose device cannot be read in the events any more, which is no damage
     * @param examples up to ten sessions that were damaged: missing, unexpected, or the columns that were wrong
     */
    public record Result(
            boolean swapped,
            boolean identical,
            String conclusion,
            long rows,
            long rowsBefore,
            BigDecimal checksum,
            BigDecimal checksumBefore,
            long missing,
            long unexpected,
            long changed,
            long explained,
            List<Comparison.Difference> examples,
            Duration lockedFor) {

        static Result of(Comparison found, Duration lockedFor, boolean dryRun) {
            return new Result(
                    !dryRun,
                    found.rows() == found.rowsBefore() && found.checksum().equals(found.checksumBefore()),
                    conclusion(found.wasRight(), dryRun),
                    found.rows(),
                    found.rowsBefore(),
                    found.checksum(),
                    found.checksumBefore(),
                    found.missing(),
                    found.unexpected(),
                    found.changed(),
                    found.explained(),
                    found.examples(),
                    lockedFor);
        }

        private static String conclusion(boolean wasRight, boolean dryRun) {
            if (wasRight) {
                return "The table was as the events say.";
            }
            return dryRun
                    ? "The table is not as the events say. Nothing was changed."
                    : "The table was not as the events say. The one that was made of them took its place.";
        }

        boolean wasRight() {
            return missing + unexpected + changed == 0;
        }
    }
}
