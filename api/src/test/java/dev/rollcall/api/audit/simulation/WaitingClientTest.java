package dev.rollcall.api.audit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class WaitingClientTest {

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private long nanos = -1;

    private final WaitingClient client = new WaitingClient(response, Duration.ofSeconds(60), () -> nanos);

    @Test
    void sendsNothingForTwoSecondsSoThatAFailureBecomesAProblem() {
        atSecond(1.9);

        assertThat(response.isCommitted()).isFalse();
        nanos = seconds(61);
        assertThatThrownBy(client::step)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.WHAT_IF_TIMED_OUT));
    }

    @Test
    void thenSendsASpaceEachSecond() throws IOException {
        for (double second = 0; second < 5.5; second += 0.1) {
            atSecond(second);
        }

        assertThat(response.getContentAsString()).isEqualTo("    ");
        assertThat(response.getContentType()).isEqualTo("application/json");
        assertThat(response.isCommitted()).isTrue();
    }

    @Test
    void aStartedAnswerDoesNotTurnIntoAProblem() {
        atSecond(3);

        nanos = seconds(61);
        assertThatThrownBy(client::step).isExactlyInstanceOf(IllegalStateException.class);
    }

    @Test
    void stopsWhenTheClientHasDisconnected() {
        var gone = new MockHttpServletResponse() {
            @Override
            public ServletOutputStream getOutputStream() {
                throw new UncheckedIOException(new IOException("Broken pipe"));
            }
        };
        WaitingClient waiting = new WaitingClient(gone, Duration.ofSeconds(60), () -> nanos);
        nanos = seconds(3);

        assertThatThrownBy(waiting::step).isInstanceOf(UncheckedIOException.class);
    }

    private void atSecond(double second) {
        nanos = seconds(second);
        client.step();
    }

    private static long seconds(double seconds) {
        return (long) (seconds * 1e9) - 1;
    }
}
