package dev.rollcall.api.web.problem;

/** A string without unpaired surrogates, which UTF-8 cannot encode: constants for {@code @Pattern}. */
public final class WellFormed {

    public static final String REGEXP = "^\\P{Cs}*$";

    public static final String MESSAGE = "must not contain unpaired surrogates";

    private WellFormed() {}
}
