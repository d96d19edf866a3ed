package dev.rollcall.api.tokens.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.api.tokens.Authenticated;
import dev.rollcall.api.tokens.InvalidToken;
import dev.rollcall.api.tokens.IssuedToken;
import dev.rollcall.api.tokens.Role;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.testing.SharedNode;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A node knows the tokens that it issued, without verifying them (S2-1). */
class VerifiedTokensIT {

    private static final Instant LATER = Instant.now().plusSeconds(3_600);

    private final VerifiedTokens tokens = SharedNode.node().bean(VerifiedTokens.class);

    static Stream<Authenticated> authentications() {
        return Stream.of(
                new Authenticated("June Doe", Role.USER, null, Instant.now()),
                new Authenticated("june", Role.USER, null, null),
                new Authenticated("auditor", Role.AUDITOR, LATER, Instant.now().minusSeconds(60)),
                new Authenticated("admin", Role.ADMIN, Instant.now().plusSeconds(30), null));
    }

    @ParameterizedTest
    @MethodSource("authentications")
    void knowsOfATokenWhatAVerificationFinds(Authenticated authentication) {
        IssuedToken issued = issue(authentication);

        assertThat(tokens.verify(issued.value()))
                .isSameAs(issued.content())
                .isEqualTo(SharedNode.node().bean(AccessTokens.class).verify(issued.value()));
    }

    @Test
    void aTokenThatIsOverWhenItIsIssuedIsRefused() {
        IssuedToken issued =
                issue(new Authenticated("admin", Role.ADMIN, Instant.now().minusSeconds(1), null));

        assertThatThrownBy(() -> tokens.verify(issued.value())).isInstanceOf(InvalidToken.class);
    }

    private IssuedToken issue(Authenticated authentication) {
        return tokens.issue(
                new UserId("issued"),
                SessionId.of(UUID.fromString("019b0000-0000-7000-8000-000000000001")),
                authentication);
    }
}
