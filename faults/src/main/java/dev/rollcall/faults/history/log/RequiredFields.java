package dev.rollcall.faults.history.log;

import org.jspecify.annotations.Nullable;

/** Refuses lines whose fields are missing or out of range. */
final class RequiredFields {

    private RequiredFields() {}

    /** @throws IllegalArgumentException if the field is missing */
    static void present(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("field '" + name + "' is missing");
        }
    }

    /** @throws IllegalArgumentException if the field is below zero */
    static void notNegative(String name, @Nullable Number value) {
        if (value != null && value.longValue() < 0) {
            throw new IllegalArgumentException("field '" + name + "' is negative");
        }
    }
}
