package dev.rollcall.event;

import java.time.Instant;
import java.util.List;

/**
 * An operator moved the events of sessions that ended long ago from the database to files. Belongs to no user. Recorded
 * so that auditors can tell which files complete the log.
 *
 * @param archivedBy the operator, as they named themselves
 * @param endedBefore only sessions that had ended before this time are no longer in the database
 * @param lines how many lines of the transparency log, from the first on, are in files
 * @param files those written since the archive before this one
 */
public record HistoryArchived(
        Instant archivedAt, String archivedBy, Instant endedBefore, long lines, List<File> files) {

    public HistoryArchived {
        files = List.copyOf(files);
    }

    /** @param sha256 of the file as it was written, in lower-case hexadecimal digits */
    public record File(String name, long lines, String sha256) {}
}
