package dev.rollcall.client.slices;

import static dev.rollcall.client.test.RollcallSessions.rollcallSession;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.test.web.reactive.server.WebTestClient;

@WebFluxTest
class WebTestClientSessionsTest {

    @Autowired
    private WebTestClient client;

    @Test
    void aLiveSession() {
        client.get()
                .uri("/cart")
                .headers(rollcallSession("june").role("AUDITOR"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("cart of june, AUDITOR");
    }

    @Test
    void aSessionThatHasEnded() {
        client.get()
                .uri("/cart")
                .headers(rollcallSession("june").endedBecause("LOGGED_OUT_EVERYWHERE"))
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("LOGGED_OUT_EVERYWHERE");
    }

    @Test
    void aSessionOfWhichNothingIsKnown() {
        client.get()
                .uri("/cart")
                .headers(rollcallSession("june").unavailable())
                .exchange()
                .expectStatus()
                .isEqualTo(503);
    }
}
