package dev.rollcall.api.operations.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.query.rebuild.Comparison;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a rebuild, or its result.
 *
 * @param eventsTotal how many events there were when it began, or how many it has read if that is more
 * @param reason why it failed; null unless it did
 * @param result null unless it is completed
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

    /** After {@code FAILED} the table is unchanged. */
    public enum State {
        RUNNING,
        COMPLETED,
        FAILED
    }

    /**
     * @param swapped whether the rebuilt table replaced the old one
     * @param identical whether both tables had the same number of rows and the same checksum over all their columns
     * @param checksum a sum of hashes, which does not depend on the order of the rows
     * @param explained rows that differ only because their device cannot be read from the events any more; not damage
     * @param examples up to ten damaged sessions, each with what was wrong: missing, unexpected, or the wrong columns
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
                    conclusion(found.isIntact(), dryRun),
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

        private static String conclusion(boolean isIntact, boolean dryRun) {
            if (isIntact) {
                return "The table matched the events.";
            }
            return dryRun
                    ? "The table does not match the events. Nothing was changed."
                    : "The table did not match the events. It was replaced by the rebuilt one.";
        }

        boolean wasIntact() {
            return missing + unexpected + changed == 0;
        }
    }
}
