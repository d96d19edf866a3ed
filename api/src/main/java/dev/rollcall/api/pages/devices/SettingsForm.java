package dev.rollcall.api.pages.devices;

import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.WhenFull;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form in which users set on how many devices they may be signed in.
 *
 * @param number how many, if {@code devices} is {@code SOME}
 * @param applyNow whether to sign out devices above the new limit at once; null if the box is not ticked
 */
record SettingsForm(
        @Nullable @NotNull @Pattern(regexp = "ONE|SOME|ANY") String devices,

        @Nullable String number,

        @Nullable @NotNull @Pattern(regexp = "EVICT_OLDEST|EVICT_LEAST_RECENTLY_ACTIVE|REJECT")
        String whenFull,

        @Nullable String applyNow) {

    private static final String NUMBER = "[1-9][0-9]{0,5}";

    static SettingsForm of(SecuritySettings settings) {
        int max = settings.maxSessions();
        String whenFull = settings.whenFull().name();
        return switch (max) {
            case 0 -> new SettingsForm("ANY", "", whenFull, null);
            case 1 -> new SettingsForm("ONE", "", whenFull, null);
            default -> new SettingsForm("SOME", Integer.toString(max), whenFull, null);
        };
    }

    /** @param most the most devices that the user may choose; 0 means any number */
    static List<String> choices(int most) {
        return most == 0 ? List.of("ONE", "SOME", "ANY") : most == 1 ? List.of("ONE") : List.of("ONE", "SOME");
    }

    boolean isOfSome() {
        return "SOME".equals(devices);
    }

    @AssertTrue
    public boolean isNumberGiven() {
        return !isOfSome() || number != null && number.strip().matches(NUMBER);
    }

    boolean isForNow() {
        return "true".equals(applyNow);
    }

    /** Replaces the limit, and keeps what else the user has set. Users cannot limit session starts. */
    SecuritySettingsOverride appliedTo(SecuritySettingsOverride own) {
        return new SecuritySettingsOverride(
                limit(),
                whenFull == null ? null : WhenFull.valueOf(whenFull),
                own.idleTimeout(),
                own.absoluteTimeout(),
                null);
    }

    private int limit() {
        if (isOfSome() && number != null) {
            return Integer.parseInt(number.strip());
        }
        return "ONE".equals(devices) ? 1 : 0;
    }
}
