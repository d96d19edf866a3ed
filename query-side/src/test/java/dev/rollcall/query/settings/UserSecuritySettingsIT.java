package dev.rollcall.query.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsChanged;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.UserId;
import dev.rollcall.event.UserSettings;
import dev.rollcall.event.WhenFull;
import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S0-2: the settings of a user after any changes. */
class UserSecuritySettingsIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private static final SecuritySettingsOverride ALL = new SecuritySettingsOverride(
            3, WhenFull.EVICT_LEAST_RECENTLY_ACTIVE, Duration.ofMinutes(20), Duration.ofMillis(86_400_001), 5);

    private static final SecuritySettingsOverride SOME =
            new SecuritySettingsOverride(null, WhenFull.REJECT, null, Duration.ofHours(8), null);

    private final UserSecuritySettings settings = MODELS.bean(UserSecuritySettings.class);
    private final TestUser alice = TestUser.named("alice");
    private final Initiator herself = Initiator.user(alice.id());
    private final Initiator admin = Initiator.admin(new UserId("root"));

    @Test
    void areNoneUntilSomebodySetsThem() {
        MODELS.record(TestUser.named("bob").change(ALL, herself));

        assertThat(settings.of(alice.id())).isEqualTo(UserSettings.NONE);
    }

    @Test
    void keepEveryFieldThatTheUserSet() {
        MODELS.record(alice.change(ALL, herself));

        assertThat(settings.of(alice.id())).isEqualTo(new UserSettings(SecuritySettingsOverride.NONE, ALL));
    }

    @Test
    void areReplacedAsAWholeByALaterChange() {
        MODELS.record(alice.change(ALL, herself), alice.change(SOME, herself));

        assertThat(settings.of(alice.id())).isEqualTo(new UserSettings(SecuritySettingsOverride.NONE, SOME));
    }

    @Test
    void haveTheUsersOnTopOfTheAdministrators() {
        MODELS.record(alice.change(ALL, admin), alice.change(SOME, herself));

        assertThat(settings.of(alice.id())).isEqualTo(new UserSettings(ALL, SOME));
    }

    @Test
    void loseTheUsersOwnWhenAnAdministratorSetsThem() {
        MODELS.record(alice.change(ALL, herself), alice.change(SOME, admin));

        assertThat(settings.of(alice.id())).isEqualTo(new UserSettings(SOME, SecuritySettingsOverride.NONE));
    }

    @Test
    void areTheSameAsThoseOfTheCommandSideAfterEachChangeAndItsRedelivery() {
        UserSettings expected = UserSettings.NONE;
        for (SecuritySettingsChanged change : List.of(
                alice.change(SOME, herself),
                alice.change(ALL, admin),
                alice.change(ALL, herself),
                alice.change(SecuritySettingsOverride.NONE, herself),
                alice.change(SecuritySettingsOverride.NONE, admin),
                alice.change(SOME, Initiator.client("gateway")))) {
            expected = expected.with(change.settings(), change.initiator());

            MODELS.record(change);
            assertThat(settings.of(alice.id())).as(change.toString()).isEqualTo(expected);
            MODELS.project(ProcessingGroups.LIVE_SESSIONS, List.<SessionEvent>of(change));
            assertThat(settings.of(alice.id())).as(change.toString()).isEqualTo(expected);
        }
        assertThat(expected).isNotEqualTo(UserSettings.NONE);
    }
}
