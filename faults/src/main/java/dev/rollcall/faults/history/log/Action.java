package dev.rollcall.faults.history.log;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a client asked for. */
public enum Action {
    /** Start a session. */
    @JsonProperty("start")
    START,
    /** Exchange a refresh token. */
    @JsonProperty("refresh")
    REFRESH,
    /** End one session. */
    @JsonProperty("end")
    END,
    /** End all sessions but one. */
    @JsonProperty("endOthers")
    END_OTHERS,
    /** End all sessions. */
    @JsonProperty("endAll")
    END_ALL,
    /** Ask as a gateway whether a session may pass. */
    @JsonProperty("check")
    CHECK,
    /** Ask whether a token is active. */
    @JsonProperty("introspect")
    INTROSPECT,
    /** List the live sessions. */
    @JsonProperty("list")
    LIST,
    /** Fetch a checkpoint of the transparency log. */
    @JsonProperty("checkpoint")
    CHECKPOINT;

    /** Returns whether it ends all sessions of the user, or all but one. */
    public boolean endsMany() {
        return this == END_OTHERS || this == END_ALL;
    }

    /** Returns whether it asks about the session it names, so that a refusal is about that session. */
    boolean asksAboutItsSession() {
        return this == CHECK || this == INTROSPECT || this == REFRESH;
    }
}
