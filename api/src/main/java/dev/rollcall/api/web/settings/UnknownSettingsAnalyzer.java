package dev.rollcall.api.web.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains which settings are unknown, instead of showing a stack trace. */
class UnknownSettingsAnalyzer extends AbstractFailureAnalyzer<UnknownSettings> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownSettings unknown) {
        return new FailureAnalysis(
                unknown.getMessage(),
                "Correct the name, or remove the setting. docs/settings.md lists all settings.",
                unknown);
    }
}
