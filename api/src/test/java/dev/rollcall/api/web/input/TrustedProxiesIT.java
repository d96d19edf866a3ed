package dev.rollcall.api.web.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S1-7, S3-1: the address of a device is its own, even behind a proxy. */
class TrustedProxiesIT {

    private static final String FORWARDED = "X-Forwarded-For";

    @Nested
    class BehindTrustedProxies {

        private static Node node;

        @BeforeAll
        static void start() {
            node = Node.start(TestDatabase.create(), "rollcall.trusted-proxies=127.0.0.1,10.0.0.0/8,2001:db8:0:1::/64");
        }

        @AfterAll
        static void stop() {
            node.close();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "203.0.113.9|203.0.113.9",
                    "198.51.100.7, 203.0.113.9|203.0.113.9",
                    "203.0.113.9,10.1.2.3|203.0.113.9",
                    "junk, 203.0.113.9 , 10.255.0.1|203.0.113.9",
                    "2001:db8::9, 2001:db8:0:1::5|2001:db8::9",
                    "10.1.2.3, 10.4.5.6|10.1.2.3",
                    "127.0.0.1|127.0.0.1"
                })
        void isTheNearestThatIsNotAProxy(String forwarded, String address) {
            assertThat(addressOf(node.client().with(FORWARDED, forwarded))).isEqualTo(address);
        }

        @Test
        void readsSeveralHeadersAsOneList() {
            Client client = node.client().with(FORWARDED, "198.51.100.7").with(FORWARDED, "203.0.113.9");

            assertThat(addressOf(client)).isEqualTo("203.0.113.9");
            assertThat(addressOf(client.with(FORWARDED, "10.1.2.3"))).isEqualTo("203.0.113.9");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "junk",
                    "example.org",
                    "unknown",
                    "203.0.113.256",
                    "203.0.113.9:80",
                    "[2001:db8::9]",
                    "2001:db8::9%eth0",
                    "203.0.113.0/24",
                    "203.0.113.9,",
                    "127.1",
                    ",",
                    "",
                    "203.0.113.9, junk, 10.1.2.3"
                })
        void isThatOfTheProxyIfTheHeaderIsInvalid(String forwarded) {
            assertThat(addressOf(node.client().with(FORWARDED, forwarded))).isEqualTo("127.0.0.1");
        }

        @Test
        void ignoresOtherHeaders() {
            Client client = node.client()
                    .with("X-Real-IP", "203.0.113.9")
                    .with("Forwarded", "for=203.0.113.9")
                    .with("X-Forwarded-Proto", "https")
                    .with("X-Forwarded-Host", "elsewhere");

            assertThat(addressOf(client)).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void ignoresTheHeaderOfUntrustedAddresses() {
        assertThat(addressOf(SharedNode.client().with(FORWARDED, "203.0.113.9")))
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0", "::1/129", "*"})
    void refusesToStartWithAnInvalidProxy(String proxy) {
        assertThatThrownBy(() -> Node.start(TestDatabase.create(), "rollcall.trusted-proxies=" + proxy))
                .hasStackTraceContaining(
                        "rollcall.trusted-proxies: '" + proxy + "' is neither an IP address nor a CIDR block");
    }

    private static String addressOf(Client client) {
        Reply reply = client.login("june_doe", "test123");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.text("session.device.ipAddress");
    }
}
