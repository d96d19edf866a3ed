package dev.rollcall.faults.history.facts;

import dev.rollcall.faults.history.log.Operation;

/**
 * How many events may have been stored at some moment while an operation ran.
 *
 * <p>An answer that depends on the state must be right in one of these states. The state before an event is over once
 * the event is known to be stored, and the state after it begins when it may be stored at the earliest.
 *
 * @param fewest the least number of stored events that the operation may have seen
 * @param most the greatest number
 */
public record States(int fewest, int most) {

    static States of(Operation operation, Moments moments) {
        return new States(moments.firstOpenAt(operation.invoked()), moments.mayBeStoredAt(operation.answeredAt()));
    }
}
