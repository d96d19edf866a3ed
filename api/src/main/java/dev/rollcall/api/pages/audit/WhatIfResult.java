package dev.rollcall.api.pages.audit;

import dev.rollcall.api.audit.simulation.SimulationReport;
import dev.rollcall.api.audit.simulation.SimulationReport.AffectedUser;
import java.util.List;
import java.util.Optional;

/**
 * The result of a policy simulation beside what really happened, with one page of the users.
 *
 * @param users of this page, most affected first
 * @param page from 1
 * @param pages at least 1
 */
record WhatIfResult(SimulationReport report, List<AffectedUser> users, int page, int pages) {

    private static final int USERS = 50;

    private static final double WHOLE = 100;

    /** @return empty if there is no such page */
    static Optional<WhatIfResult> of(SimulationReport report, String page) {
        int listed = report.mostAffected().size();
        int pages = Math.max(1, (listed + USERS - 1) / USERS);
        if (!page.matches("[1-9][0-9]{0,4}") || Integer.parseInt(page) > pages) {
            return Optional.empty();
        }
        int number = Integer.parseInt(page);
        int first = (number - 1) * USERS;
        return Optional.of(new WhatIfResult(
                report, report.mostAffected().subList(first, Math.min(listed, first + USERS)), number, pages));
    }

    /** Returns how long a bar is, in percent of the longest one. */
    public double width(int number) {
        int longest = Math.max(report.recordedEvictions(), Math.max(report.evicted(), report.refused()));
        return longest == 0 ? 0 : Math.round(WHOLE * WHOLE * number / longest) / WHOLE;
    }

    /** Returns how many sessions would have started. */
    public int started() {
        return report.starts() - report.refused();
    }

    /** Returns whether the list has fewer users than were affected. */
    public boolean isCut() {
        return report.mostAffected().size() < report.users();
    }
}
