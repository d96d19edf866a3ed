package dev.rollcall.faults.history.verdict;

import dev.rollcall.faults.history.log.Action;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.Outcome;
import java.util.Map;

/**
 * What was in the log. Times are in nanoseconds.
 *
 * @param operations how many there are of each kind and outcome; those that do not occur are left out
 * @param refusals how many refusals there are with each code
 * @param events how many there are of each kind
 * @param longestWithoutStart the longest time in which no start was acknowledged, while clients were at work
 * @param longestWithoutStartFrom when that time began
 * @param longestStaleness the longest time for which a session that was certainly over was still shown live; 0 if none
 *     was
 */
public record Figures(
        Map<Action, Map<Outcome, Long>> operations,
        Map<String, Long> refusals,
        Map<EventKind, Long> events,
        long longestWithoutStart,
        long longestWithoutStartFrom,
        long longestStaleness) {}
