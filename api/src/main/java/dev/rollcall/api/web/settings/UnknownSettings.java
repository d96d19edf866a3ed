package dev.rollcall.api.web.settings;

import java.util.List;

/** Thrown if settings were given that do not exist. */
final class UnknownSettings extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnknownSettings(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
