package dev.rollcall.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import org.junit.jupiter.api.Test;

/** S1-8: JSON is sent in one piece, with its length. */
class WholeJsonIT {

    private final Client client = SharedNode.client();

    @Test
    void answersHaveALength() {
        Reply reply = client.start("whole-json").reply();
        assertThat(reply.status()).isEqualTo(201);
        assertWhole(reply);
    }

    @Test
    void problemsHaveALength() {
        Reply reply = client.get("/auth/profile");
        assertThat(reply.status()).isEqualTo(401);
        assertWhole(reply);
    }

    private static void assertWhole(Reply reply) {
        assertThat(reply.header("Content-Length")).matches("[1-9][0-9]*");
        assertThat(reply.header("Transfer-Encoding")).isEmpty();
    }
}
