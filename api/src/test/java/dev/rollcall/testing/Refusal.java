package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.api.web.problem.ProblemCode;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Makes calls to the shared node that must be refused with a problem, and must change nothing. */
public final class Refusal {

    /** All lasting state; sessions that other tests left behind may expire at any time. */
    private static final String STATE = """
            SELECT (SELECT count(*) FROM domain_event_entry WHERE payload_type
                       NOT IN ('dev.rollcall.event.SessionExpired', 'dev.rollcall.event.LoginFailuresExceeded'))
                   || ' events, ' || (SELECT coalesce(sum(generation), 0) FROM refresh_generation) || ' refreshes, '
                   || (SELECT count(*) FROM account) || ' accounts'
            """;

    private static final JdbcTemplate DATABASE = new JdbcTemplate(
            new SingleConnectionDataSource(SharedNode.database().url(), true));

    private Refusal() {}

    public static Reply of(Supplier<Reply> call) {
        String before = state();
        Reply reply = call.get();
        assertThat(state()).as("state after " + reply).isEqualTo(before);
        assertProblem(reply);
        return reply;
    }

    /** Asserts a refusal that names a field. */
    public static Reply ofField(String field, Supplier<Reply> call) {
        Reply reply = of(call);
        assertThat(reply.code()).as(reply.toString()).isEqualTo("INVALID_REQUEST");
        assertThat(reply.text("field")).isEqualTo(field);
        assertThat(reply.text("detail")).startsWith(field + " ");
        return reply;
    }

    private static void assertProblem(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isBetween(400, 499);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        ProblemCode code = ProblemCode.valueOf(reply.code());
        assertThat(reply.text("title")).isEqualTo(code.title());
        assertThat(reply.at("status").asInt()).isEqualTo(reply.status());
        assertThat(reply.text("detail")).isNotBlank().hasSizeLessThan(200).doesNotContain("<", "Exception", "org.");
        assertThat(reply.header("WWW-Authenticate").isEmpty()).isEqualTo(reply.status() != 401);
    }

    private static String state() {
        return String.valueOf(DATABASE.queryForObject(STATE, String.class));
    }
}
