package dev.rollcall.event;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fixes how events are stored, forever. The files stand for what is in existing databases: if a test fails here, add
 * an upcaster and another file, and never change a file.
 */
class SessionEventContractTest {

    /** The settings of EventJson in the event-store module. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(JsonInclude.Value.construct(NON_NULL, NON_NULL))
            .build();

    private static final UserId ALICE = new UserId("alice");
    private static final Initiator BY_ALICE = Initiator.user(ALICE);
    private static final SessionId PHONE = new SessionId("019b78c9-0800-7000-8000-000000000001");
    private static final SessionId TABLET = new SessionId("019b78ff-f680-7000-8000-000000000002");
    private static final SessionId LAPTOP = new SessionId("019b7936-e500-7000-8000-000000000003");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant A_MONTH_LATER = Instant.parse("2026-01-31T12:00:00.001Z");

    static Stream<Arguments> examples() {
        var device = new SealedDevice("c2VhbGVkIGRldmljZQ");
        var gateway = new Initiator(Initiator.Kind.SYSTEM, "gateway");
        var byAdmin = Initiator.admin(new UserId("admin"));
        var own = new SecuritySettingsOverride(3, WhenFull.REJECT, Duration.ofMinutes(30), Duration.ofDays(1), 10);
        return Stream.of(
                arguments(
                        "SessionStarted-1",
                        new SessionStarted(
                                ALICE, PHONE, device, NOON, Duration.ofHours(12), A_MONTH_LATER, true, BY_ALICE, null)),
                arguments(
                        "SessionStarted-1-by-a-client",
                        new SessionStarted(
                                ALICE,
                                PHONE,
                                device,
                                NOON,
                                Duration.ofMinutes(90),
                                A_MONTH_LATER,
                                false,
                                gateway,
                                null)),
                arguments(
                        "SessionStarted-1-after-a-log-in-elsewhere",
                        new SessionStarted(
                                ALICE,
                                PHONE,
                                device,
                                NOON,
                                Duration.ofHours(12),
                                A_MONTH_LATER,
                                true,
                                BY_ALICE,
                                "pm3HhCzFqjO5Yz0-8LtZyZ4q3hMeyvTSlUsmCX5kH1E")),
                arguments(
                        "SessionStarted-log-in-in-clear",
                        new SessionStarted(
                                ALICE,
                                PHONE,
                                device,
                                NOON,
                                Duration.ofHours(12),
                                A_MONTH_LATER,
                                true,
                                BY_ALICE,
                                "sid:08a5019c-17e1-4977-8f42-65a12843ea02")),
                arguments(
                        "SessionTerminated",
                        new SessionTerminated(ALICE, PHONE, EndReason.TERMINATED_BY_ADMIN, byAdmin, NOON)),
                arguments("SessionEvicted", new SessionEvicted(ALICE, PHONE, LAPTOP, Initiator.POLICY, NOON)),
                arguments("SessionEvicted-for-no-other", new SessionEvicted(ALICE, PHONE, null, BY_ALICE, NOON)),
                arguments("SessionExpired", new SessionExpired(ALICE, PHONE, ExpiryCause.IDLE, NOON)),
                arguments(
                        "AllSessionsTerminated",
                        new AllSessionsTerminated(
                                ALICE, List.of(PHONE, TABLET), LAPTOP, EndReason.LOGGED_OUT_OTHERS, BY_ALICE, NOON)),
                arguments(
                        "AllSessionsTerminated-none-kept",
                        new AllSessionsTerminated(
                                ALICE, List.of(PHONE), null, EndReason.USER_REMOVED, Initiator.SYSTEM, NOON)),
                arguments("SecuritySettingsChanged", new SecuritySettingsChanged(ALICE, own, BY_ALICE, NOON)),
                arguments(
                        "SecuritySettingsChanged-to-none",
                        new SecuritySettingsChanged(ALICE, SecuritySettingsOverride.NONE, BY_ALICE, NOON)),
                arguments(
                        "AccountCreated",
                        new AccountCreated(ALICE, "USER", false, AccountCreated.Way.ADMINISTRATOR, byAdmin, NOON)),
                arguments(
                        "AccountCreated-from-the-settings",
                        new AccountCreated(
                                new UserId("admin"),
                                "ADMIN",
                                true,
                                AccountCreated.Way.SETTINGS,
                                Initiator.SYSTEM,
                                NOON)),
                arguments("AccountDisabled", new AccountDisabled(ALICE, byAdmin, NOON)),
                arguments("AccountEnabled", new AccountEnabled(ALICE, byAdmin, NOON)),
                arguments("AccountRemoved", new AccountRemoved(ALICE, byAdmin, NOON)),
                arguments(
                        "PasswordChanged",
                        new PasswordChanged(ALICE, PasswordChanged.Way.CURRENT_PASSWORD, false, BY_ALICE, NOON)),
                arguments(
                        "PasswordChanged-by-an-operator",
                        new PasswordChanged(ALICE, PasswordChanged.Way.OPERATOR, true, Initiator.SYSTEM, NOON)),
                arguments(
                        "PasswordResetLinkMade",
                        new PasswordResetLinkMade(ALICE, NOON.plus(Duration.ofMinutes(30)), null, byAdmin, NOON)),
                arguments(
                        "PasswordResetLinkMade-by-mail",
                        new PasswordResetLinkMade(
                                ALICE,
                                NOON.plus(Duration.ofMinutes(30)),
                                PasswordResetLinkMade.Way.MAIL,
                                Initiator.SYSTEM,
                                NOON)),
                arguments("EmailChanged", new EmailChanged(ALICE, false, BY_ALICE, NOON)),
                arguments("EmailChanged-removed", new EmailChanged(ALICE, true, byAdmin, NOON)),
                arguments("LoginFailuresExceeded", new LoginFailuresExceeded(ALICE, Initiator.POLICY, NOON)),
                arguments(
                        "HistoryAccepted",
                        new HistoryAccepted(
                                NOON,
                                "june",
                                "The primary burnt; its standby lagged",
                                List.of(new HistoryAccepted.Loss(
                                        NOON.minusSeconds(60),
                                        "event 019b78c9-0800-7000-8000-000000000009 with global index 77")))),
                arguments(
                        "LogKeyReplaced",
                        new LogKeyReplaced(
                                NOON,
                                "The key of this log is replaced\nlog.example+00000000+AQ==\nlog.example+11111111+AQ==\n")),
                arguments(
                        "HistoryArchived",
                        new HistoryArchived(
                                NOON,
                                "june",
                                NOON.minus(Duration.ofDays(400)),
                                1_200_000,
                                List.of(new HistoryArchived.File(
                                        "rollcall-log-000000000000-000001000000.ndjson.gz",
                                        1_000_000,
                                        "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void aStoredEventIsRead(String file, Record event) throws Exception {
        assertThat(JSON.readValue(stored(file), event.getClass())).isEqualTo(event);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void anEventIsWrittenAsItIsStored(String file, Record event) throws Exception {
        assertThat(JSON.readTree(JSON.writeValueAsBytes(event))).isEqualTo(JSON.readTree(stored(file)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void fieldsAddedByALaterReleaseAreIgnored(String file, Record event) throws Exception {
        String later = stored(file).replaceFirst("\\{", "{\"addedLater\":{\"a\":1},");
        assertThat(JSON.readValue(later, event.getClass())).isEqualTo(event);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void theStoredTypeIsTheClassName(String file, Record event) {
        assertThat(event.getClass().getName()).isEqualTo("dev.rollcall.event." + file.split("-", 2)[0]);
    }

    @Test
    void everyEventHasAnExample() {
        assertThat(examples().<Class<?>>map(example -> example.get()[1].getClass()))
                .containsAll(permitted(SessionEvent.class).toList())
                .containsAll(permitted(AccountEvent.class).toList())
                .contains(HistoryAccepted.class, HistoryArchived.class, LogKeyReplaced.class);
    }

    @Test
    void theStoredNamesOfEnumConstantsStay() throws Exception {
        assertThat(JSON.writeValueAsString(EndReason.values())).isEqualTo("""
                        ["LOGGED_OUT","TERMINATED_BY_USER","LOGGED_OUT_OTHERS","LOGGED_OUT_EVERYWHERE",\
                        "EVICTED_BY_LIMIT","TERMINATED_BY_ADMIN","IDLE_TIMEOUT","ABSOLUTE_TIMEOUT","ORPHANED",\
                        "TOKEN_REUSE_DETECTED","USER_REMOVED","ENDED_BY_PROVIDER"]""");
        assertThat(JSON.writeValueAsString(ExpiryCause.values())).isEqualTo("[\"IDLE\",\"ABSOLUTE\",\"ORPHANED\"]");
        assertThat(JSON.writeValueAsString(AccountCreated.Way.values()))
                .isEqualTo("[\"ADMINISTRATOR\",\"OPERATOR\",\"SETTINGS\",\"DEMO\"]");
        assertThat(JSON.writeValueAsString(PasswordChanged.Way.values()))
                .isEqualTo("[\"CURRENT_PASSWORD\",\"RESET_LINK\",\"OPERATOR\"]");
        assertThat(JSON.writeValueAsString(PasswordResetLinkMade.Way.values())).isEqualTo("[\"SHOWN\",\"MAIL\"]");
        assertThat(JSON.writeValueAsString(WhenFull.values()))
                .isEqualTo("[\"EVICT_OLDEST\",\"EVICT_LEAST_RECENTLY_ACTIVE\",\"REJECT\"]");
        assertThat(JSON.writeValueAsString(Initiator.Kind.values()))
                .isEqualTo("[\"user\",\"admin\",\"policy\",\"system\"]");
    }

    private static Stream<Class<?>> permitted(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(SessionEventContractTest::permitted)
                : Stream.of(type);
    }

    private static String stored(String file) {
        return contentOf(SessionEventContractTest.class.getResource("/events/" + file + ".json"), UTF_8);
    }
}
