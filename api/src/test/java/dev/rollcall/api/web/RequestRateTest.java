package dev.rollcall.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

class RequestRateTest {

    private long now = 1;
    private final RequestRate rate = new RequestRate(() -> now);

    private void pass(long millis, int requests) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        for (int i = 0; i < requests; i++) {
            rate.count();
        }
    }

    @Test
    void isBusyUntilItIsKnown() {
        assertThat(rate.isBusy()).isTrue();
        pass(999, 0);
        assertThat(rate.isBusy()).isTrue();
        pass(1, 0);
        assertThat(rate.isBusy()).isFalse();
    }

    @Test
    void aFewRequestsASecondDoNotCount() {
        pass(1_000, 10);
        assertThat(rate.isBusy()).isFalse();
        pass(1_000, 11);
        assertThat(rate.isBusy()).isTrue();
        pass(10_000, 100);
        assertThat(rate.isBusy()).as("ten a second for ten seconds").isFalse();
    }

    @Test
    void countsTheRequestsOfTheServerWhoeverAnswersThem() throws Exception {
        TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory(0);
        rate.customize(tomcat);
        WebServer server = tomcat.getWebServer();
        server.start();
        try {
            URI nothing = URI.create("http://127.0.0.1:" + server.getPort() + "/nothing");
            HttpClient http = HttpClient.newHttpClient();
            for (int i = 0; i < 11; i++) {
                assertThat(http.send(HttpRequest.newBuilder(nothing).build(), BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(404);
            }
        } finally {
            server.stop();
        }

        pass(1_000, 0);
        assertThat(rate.isBusy()).isTrue();
    }

    @Test
    void countsSinceTheLastSecond() {
        pass(1_000, 500);
        assertThat(rate.isBusy()).isTrue();
        pass(500, 0);
        assertThat(rate.isBusy()).as("not a second later").isTrue();
        pass(500, 0);
        assertThat(rate.isBusy()).isFalse();
    }
}
