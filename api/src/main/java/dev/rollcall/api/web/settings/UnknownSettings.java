package dev.rollcall.api.web.settings;

import java.util.List;

/** Settings were given that are none. */
final class UnknownSettings extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnknownSettings(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
