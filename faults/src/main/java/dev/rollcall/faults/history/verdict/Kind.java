package dev.rollcall.faults.history.verdict;

/** What can be wrong. */
public enum Kind {
    ACKNOWLEDGED_START_LOST("an acknowledged start has no event"),
    SESSION_ANSWERED_TWICE("two starts were answered with the same session"),
    SHOWN_SESSION_LOST("a session that was shown live has no start event"),
    ACKNOWLEDGED_END_LOST("an acknowledged end left the session live"),
    EVENT_WITHOUT_CAUSE("an event has no operation or deadline that caused it"),
    EXPIRED_TOO_EARLY("a session expired before its deadline"),
    ORDER_INVERTED("the order of the events contradicts real time"),
    WRONG_ENDED_ANSWER("an answer names other ended sessions than the events"),
    WRONG_EVICTION("a start evicted other sessions than the policy picks"),
    REFUSED_BELOW_LIMIT("a start was refused because of a limit that was not reached"),
    LIMIT_EXCEEDED_IN_EVENTS("the events have more live sessions than the limit"),
    LIMIT_EXCEEDED_FOR_CLIENTS("clients had more live sessions at once than the limit"),
    ENDED_SHOWN_LIVE("an ended session passed too late"),
    ID_STARTED_TWICE("a session id started twice"),
    ENDED_TWICE("a session ended twice"),
    ENDED_BEFORE_START("a session ended that had not started"),
    REFUSED_WITHOUT_END("a session was refused as ended before it can have ended"),
    WRONG_REASON("a refusal gives another reason than the event"),
    SEQUENCE_GAP("the sequence numbers of a user are not contiguous"),
    SEQUENCE_REPEATED("two events of a user have the same sequence number"),
    INDEX_REPEATED("two events have the same global index"),
    INDEX_OUT_OF_ORDER("global index and sequence number disagree about the order"),
    REFRESH_CHAIN_FORKED("refresh tokens of a session do not form one chain"),
    REUSE_NOT_CAUGHT("a used refresh token was accepted again"),
    REUSE_WITHOUT_CAUSE("a session ended as stolen, although no token was reused"),
    TREE_SHRANK("a later checkpoint is smaller than an earlier one"),
    TREE_FORKED("two checkpoints of one size have different roots");

    private final String meaning;

    Kind(String meaning) {
        this.meaning = meaning;
    }

    /** Returns what is wrong, in one short sentence without a full stop. */
    public String meaning() {
        return meaning;
    }
}
