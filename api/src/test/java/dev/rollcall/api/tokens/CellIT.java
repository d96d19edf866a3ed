package dev.rollcall.api.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Refresh tokens and page cookies name the cell that issued them. All nodes here share one database, and with it the
 * keys: so only the name tells the cells apart, as after a database was copied to found a second cell.
 */
class CellIT {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node UNNAMED = Node.start(DATABASE);
    private static final Node EU1 = Node.start(DATABASE, "rollcall.cell=eu1");
    private static final Node EU2 = Node.start(DATABASE, "rollcall.cell=eu2");

    private final Client eu1 = EU1.client();
    private final Client eu2 = EU2.client();

    @AfterAll
    static void stop() {
        UNNAMED.close();
        EU1.close();
        EU2.close();
    }

    @Nested
    class ARefreshToken {

        @Test
        void keepsTheNameOfItsCellAtEveryRotation() {
            SignedIn device = eu1.start("rotates");

            SignedIn second = new SignedIn(eu1, device.refresh());
            SignedIn third = new SignedIn(eu1, second.refresh());

            assertThat(device.refreshToken()).startsWith("eu1.rt1." + device.sessionId() + ".1.");
            assertThat(second.refreshToken()).startsWith("eu1.rt1." + device.sessionId() + ".2.");
            assertThat(third.refreshToken()).startsWith("eu1.rt1." + device.sessionId() + ".3.");
            assertThat(third.profile().status()).isEqualTo(200);
        }

        @Test
        void fromBeforeTheCellHadANameIsStillExchanged() {
            SignedIn device = UNNAMED.client().start("earlier");

            SignedIn refreshed = new SignedIn(eu1, device.at(eu1).refresh());

            assertThat(device.refreshToken()).startsWith("rt1.");
            assertThat(refreshed.refreshToken()).startsWith("eu1.rt1." + device.sessionId() + ".2.");
            assertThat(new SignedIn(eu1, refreshed.refresh()).refreshToken())
                    .startsWith("eu1.rt1." + device.sessionId() + ".3.");
        }

        @Test
        void getsOneSuccessorInAllTabsWithinTheGracePeriod() {
            SignedIn named = eu1.start("tabs");
            SignedIn earlier = UNNAMED.client().start("tabs").at(eu1);

            for (SignedIn device : List.of(named, earlier)) {
                List<Reply> replies = AtOnce.call(20, number -> device.refresh());

                assertThat(replies).extracting(Reply::status).containsOnly(200);
                assertThat(replies)
                        .extracting(reply -> reply.text("refresh_token"))
                        .containsOnly(replies.get(0).text("refresh_token"));
            }
        }

        @Test
        void ofAnotherCellIsRefusedAndNothingChanges() {
            SignedIn device = eu1.start("astray");

            Reply astray = device.at(eu2).refresh();

            assertThat(astray.status()).isEqualTo(401);
            assertThat(astray.code()).isEqualTo("INVALID_TOKEN");
            assertThat(eu2.asGateway()
                            .form("/oauth2/introspect", Map.of("token", device.refreshToken()))
                            .text("active"))
                    .isEqualTo("false");
            assertThat(eu2.asGateway()
                            .form("/oauth2/revoke", Map.of("token", device.refreshToken()))
                            .status())
                    .isEqualTo(200);
            assertThat(device.profile().status()).isEqualTo(200);
            assertThat(new SignedIn(eu1, device.refresh()).refreshToken()).contains(".2.");
        }

        /** If an old token were read without its name, this would look like theft and end the session. */
        @Test
        void ofAnotherCellThatWasUsedBeforeDoesNotLookStolen() {
            SignedIn device = eu1.start("not-stolen");
            new SignedIn(eu1, new SignedIn(eu1, device.refresh()).refresh());

            assertThat(device.at(eu2).refresh().code()).isEqualTo("INVALID_TOKEN");
            assertThat(device.profile().status()).isEqualTo(200);
        }

        @Test
        void isWorthNothingUnderAnotherNameOrNone() {
            SignedIn device = eu1.start("renamed");
            String bare = device.refreshToken().substring("eu1.".length());

            for (String token : List.of(bare, "eu2." + bare, "eu1.eu1." + bare, "." + bare)) {
                for (Client node : List.of(eu1, eu2, UNNAMED.client())) {
                    Reply reply = node.post("/auth/refresh-token", Map.of("refresh_token", token));

                    assertThat(reply.code()).as(token).isEqualTo("INVALID_TOKEN");
                }
            }
            assertThat(new SignedIn(eu1, device.refresh()).refreshToken()).contains(".2.");
        }

        @Test
        void isIntrospectedAndRevokedInItsCell() {
            SignedIn device = eu1.start("revoked");
            Map<String, String> token = Map.of("token", device.refreshToken());

            assertThat(eu1.asGateway().form("/oauth2/introspect", token).text("sid"))
                    .isEqualTo(device.sessionId());
            eu1.asGateway().form("/oauth2/revoke", token);

            assertThat(device.refresh().code()).isEqualTo("SESSION_ENDED");
        }
    }

    @Nested
    class APageCookie {

        @Test
        void namesTheCell() {
            Visitor visitor = new Visitor(eu1);

            assertThat(visitor.login("june_doe", "test123").setCookie("rollcall"))
                    .matches("rollcall=eu1\\.bc1\\.[0-9a-f-]{36}\\.[\\w-]{43}; Path=/; .*");
            assertThat(visitor.get("/sessions").status()).isEqualTo(200);
        }

        @Test
        void fromBeforeTheCellHadANameIsStillAccepted() {
            String earlier = cookieOf(new Visitor(UNNAMED.client()));

            assertThat(earlier).startsWith("bc1.");
            assertThat(new Visitor(eu1)
                            .cookie("rollcall", earlier)
                            .get("/sessions")
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void ofAnotherCellLeadsToTheLoginAndStaysValidInItsOwn() {
            String cookie = cookieOf(new Visitor(eu1));

            assertThat(new Visitor(eu2)
                            .cookie("rollcall", cookie)
                            .get("/sessions")
                            .location())
                    .startsWith("/login");
            assertThat(new Visitor(eu1)
                            .cookie("rollcall", cookie)
                            .get("/sessions")
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void isWorthNothingUnderAnotherNameOrNone() {
            String bare = cookieOf(new Visitor(eu1)).substring("eu1.".length());

            for (String cookie : List.of(bare, "eu2." + bare, "eu1.eu1." + bare)) {
                for (Client node : List.of(eu1, eu2, UNNAMED.client())) {
                    assertThat(new Visitor(node)
                                    .cookie("rollcall", cookie)
                                    .get("/sessions")
                                    .status())
                            .as(cookie)
                            .isEqualTo(303);
                }
            }
        }

        private static String cookieOf(Visitor visitor) {
            return String.valueOf(visitor.signIn("john_roe", "test123").cookie("rollcall"));
        }
    }
}
