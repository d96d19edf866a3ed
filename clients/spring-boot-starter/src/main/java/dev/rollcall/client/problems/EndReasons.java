package dev.rollcall.client.problems;

import java.util.Locale;
import java.util.ResourceBundle;

/** A sentence for the user about the end of a session. */
final class EndReasons {

    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("dev.rollcall.client.problems.end-reasons", Locale.ROOT);

    private EndReasons() {}

    /** @param reason possibly one that a later version of Rollcall has added */
    static String sentence(String reason) {
        return TEXTS.getString(TEXTS.containsKey(reason) ? reason : "OTHER");
    }
}
