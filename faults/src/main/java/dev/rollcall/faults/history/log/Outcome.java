package dev.rollcall.faults.history.log;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the client knows about its operation. */
public enum Outcome {
    /** It was acknowledged. */
    @JsonProperty("done")
    DONE,
    /** The answer was a definite no: a status from 400 to 499. */
    @JsonProperty("refused")
    REFUSED,
    /** It was certainly not done, for example because no connection was made. */
    @JsonProperty("failed")
    FAILED,
    /** It may or may not have been done, at any time since it was invoked. */
    @JsonProperty("unknown")
    UNKNOWN
}
