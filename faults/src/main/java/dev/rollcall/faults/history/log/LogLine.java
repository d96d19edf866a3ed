package dev.rollcall.faults.history.log;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One line of the log. The field {@code type} says which kind it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Policy.class, name = "policy"),
    @JsonSubTypes.Type(value = Operation.class, name = "operation"),
    @JsonSubTypes.Type(value = StoredEvent.class, name = "event")
})
public sealed interface LogLine permits Policy, Operation, StoredEvent {

    /** The number of the line; the first is 1. */
    int line();
}
