package dev.rollcall.api.pages.devices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S0-2: users change their settings and password on pages. */
class AccountPagesIT {

    private static final String PASSWORD = "correct horse";

    @Nested
    class Settings {

        @ParameterizedTest
        @CsvSource({"ONE, '', EVICT_OLDEST, 1", "SOME, ' 3 ', EVICT_LEAST_RECENTLY_ACTIVE, 3", "ANY, 3, REJECT, 0"})
        void areSavedAndShown(String devices, String number, String whenFull, int maxSessions) {
            String user = "settings-" + devices.toLowerCase(Locale.ROOT);
            Visitor visitor = SessionsPageIT.visitor(user);
            SignedIn phone = SessionsPageIT.phone(user).settings(Map.of("idleTimeout", "PT1H"));
            visitor.get("/sessions/settings");

            Visitor.Page saved = visitor.post(
                    "/sessions/settings", Map.of("devices", devices, "number", number, "whenFull", whenFull));

            assertThat(saved.location()).isEqualTo("/sessions");
            Reply settings = phone.client().get("/users/" + user + "/security-settings");
            assertThat(settings.at("maxSessions").asInt()).isEqualTo(maxSessions);
            assertThat(settings.text("whenFull")).isEqualTo(whenFull);
            assertThat(settings.text("idleTimeout")).isEqualTo("PT1H");
            assertThat(visitor.get("/sessions").text(".notice")).startsWith("Your settings were saved.");
            Visitor.Page form = visitor.get("/sessions/settings");
            assertThat(form.html().select("input[type=radio][checked]").eachAttr("value"))
                    .containsExactly(devices, whenFull);
        }

        @Test
        void endSessionsAboveTheLimitOnRequest() {
            Visitor visitor = SessionsPageIT.visitor("settings-now");
            SignedIn phone = SessionsPageIT.phone("settings-now");
            visitor.get("/sessions/settings");
            Map<String, String> one = Map.of("devices", "ONE", "whenFull", "EVICT_OLDEST");

            visitor.post("/sessions/settings", one);
            assertThat(phone.profile().status()).isEqualTo(200);
            visitor.post(
                    "/sessions/settings", Map.of("devices", "ONE", "whenFull", "EVICT_OLDEST", "applyNow", "true"));

            assertThat(phone.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
            assertThat(visitor.get("/sessions").text("#used")).isEqualTo("1 of 1 devices used");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "0", "-1", "1.5", "x", "1000000", "99999999999999999999"})
        void showAnInvalidNumberAtItsField(String number) {
            Visitor visitor = SessionsPageIT.visitor("settings-wrong");
            visitor.get("/sessions/settings");

            Visitor.Page page = visitor.post(
                    "/sessions/settings", Map.of("devices", "SOME", "number", number, "whenFull", "REJECT"));

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.text("#number-error")).isEqualTo("Enter a whole number from 1 to 999999.");
            assertThat(page.html().select("#number").attr("value")).isEqualTo(number);
            assertThat(page.html().select("[checked]").eachAttr("value")).containsExactly("SOME", "REJECT");
        }

        @Test
        void showMissingAndInvalidChoices() {
            Visitor visitor = SessionsPageIT.visitor("settings-missing");
            visitor.get("/sessions/settings");

            Visitor.Page missing = visitor.post("/sessions/settings", Map.of());
            Visitor.Page foreign = visitor.post(
                    "/sessions/settings", Map.of("devices", "TWO", "whenFull", "NEVER", "applyNow", "maybe"));

            for (Visitor.Page page : new Visitor.Page[] {missing, foreign}) {
                assertThat(page.status()).isEqualTo(400);
                assertThat(page.text("#devices-error")).isEqualTo("Choose one.");
                assertThat(page.text("#whenFull-error")).isEqualTo("Choose one.");
            }
        }
    }

    @Nested
    class Password {

        @Test
        void isChangedAndAllOtherDevicesAreSignedOut() {
            Visitor visitor = SessionsPageIT.visitor("password-changed");
            SignedIn phone = SessionsPageIT.phone("password-changed");
            Visitor.Page form = visitor.get("/sessions/password");
            assertThat(form.html().select("input[name=endOthers]").hasAttr("checked"))
                    .isTrue();

            Visitor.Page changed = visitor.post(
                    "/sessions/password",
                    Map.of("currentPassword", PASSWORD, "newPassword", "battery staple", "endOthers", "true"));

            assertThat(changed.location()).isEqualTo("/sessions");
            assertThat(visitor.get("/sessions").text(".notice"))
                    .startsWith("Your password was changed, and all other devices were signed out.");
            assertThat(phone.profile().text("reason")).isEqualTo("LOGGED_OUT_OTHERS");
            assertThat(new Visitor(SharedNode.client())
                            .login("password-changed", PASSWORD)
                            .status())
                    .isEqualTo(401);
            assertThat(new Visitor(SharedNode.client())
                            .login("password-changed", "battery staple")
                            .status())
                    .isEqualTo(303);
        }

        @Test
        void isChangedWithoutSigningOutOtherDevicesIfTheBoxIsNotTicked() {
            Visitor visitor = SessionsPageIT.visitor("password-kept");
            SignedIn phone = SessionsPageIT.phone("password-kept");
            visitor.get("/sessions/password");

            visitor.post("/sessions/password", Map.of("currentPassword", PASSWORD, "newPassword", "battery staple"));

            assertThat(phone.profile().status()).isEqualTo(200);
        }

        @Test
        void isRefusedWithErrorsAtTheFields() {
            Visitor visitor = SessionsPageIT.visitor("password-wrong");
            visitor.get("/sessions/password");

            Visitor.Page wrong = change(visitor, "wrong", "battery staple");
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.text("#currentPassword-error")).isEqualTo("The current password is wrong.");
            for (String bad : new String[] {"short", "password-wrong", "password123", "x".repeat(1_025)}) {
                Visitor.Page page = change(visitor, PASSWORD, bad);
                assertThat(page.status()).isEqualTo(400);
                assertThat(page.text("#newPassword-error")).startsWith("A new password must have 8 to 1024 characters");
                assertThat(page.html().select("input[type=password][value]")).isEmpty();
            }
            Visitor.Page missing = visitor.post("/sessions/password", Map.of());
            assertThat(missing.status()).isEqualTo(400);
            assertThat(missing.text("#currentPassword-error")).isEqualTo("Enter your current password.");
            assertThat(missing.text("#newPassword-error")).isEqualTo("Enter a new password.");
            assertThat(new Visitor(SharedNode.client().on(Client.PHONE))
                            .login("password-wrong", PASSWORD)
                            .status())
                    .isEqualTo(303);
        }

        private static Visitor.Page change(Visitor visitor, String current, String wanted) {
            return visitor.post("/sessions/password", Map.of("currentPassword", current, "newPassword", wanted));
        }
    }
}
