package dev.rollcall.event;

import java.time.Instant;
import java.util.List;

/**
 * An operator accepted that acknowledged events are lost, and let the nodes serve again. Belongs to no user. Recorded so
 * that auditors can tell why an earlier checkpoint does not match the log.
 *
 * @param acceptedBy the operator, as they named themselves
 * @param reason what happened, in the operator's words
 * @param losses what nodes found missing, in the order in which they found it
 */
public record HistoryAccepted(Instant acceptedAt, String acceptedBy, String reason, List<Loss> losses) {

    /** @param missing what a node had seen committed, in words */
    public record Loss(Instant foundAt, String missing) {}
}
