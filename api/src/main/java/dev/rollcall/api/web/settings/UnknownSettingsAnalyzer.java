package dev.rollcall.api.web.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which settings would have been ignored, instead of showing a stack trace. */
class UnknownSettingsAnalyzer extends AbstractFailureAnalyzer<UnknownSettings> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownSettings unknown) {
        return new FailureAnalysis(
                unknown.getMessage(), "Correct the name, or remove it. All settings are in docs/settings.md.", unknown);
    }
}
