package dev.rollcall.api.web.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains a setting that stops the start. */
final class Explanation {

    static final String RULES =
            "Correct it, or remove it to use its default. For the valid values, see docs/run.md, \"Settings that"
                    + " stop the start\".";

    private Explanation() {}

    static FailureAnalysis of(
            @Nullable String message, Optional<String> advice, Throwable cause, Environment environment) {
        String fault = String.valueOf(message);
        String given = GivenSetting.namedIn(fault, environment)
                .map(setting -> System.lineSeparator() + System.lineSeparator() + "    " + setting)
                .orElse("");
        return new FailureAnalysis(fault + given, advice.orElse(RULES), cause);
    }
}
