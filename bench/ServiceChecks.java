import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.rollcall.client.checks.LiveSessionValidator;
import dev.rollcall.client.checks.SessionChecks;
import dev.rollcall.client.endings.Clocks;
import dev.rollcall.client.endings.Endings;
import dev.rollcall.client.endings.EndingsFollower;
import dev.rollcall.client.http.RollcallServer;
import dev.rollcall.client.introspection.Introspections;
import dev.rollcall.client.keys.RollcallJwtDecoder;
import dev.rollcall.client.keys.RollcallKeys;
import dev.rollcall.client.keys.RollcallTokenValidator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Measures the starter for services beside a node: what the check of a session adds to the verification of a token, and
 * how long after the answer to a log-out the service refuses. Arguments: URL, issuer, client, secret, log-outs.
 */
public class ServiceChecks {

    private static final int ROUNDS = 15;
    private static final int CHECKS_PER_ROUND = 300;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    ServiceChecks(String url) {
        this.url = url;
    }

    public static void main(String[] args) throws Exception {
        ServiceChecks bench = new ServiceChecks(args[0]);
        RollcallServer server = new RollcallServer(
                args[0], new RollcallServer.Credentials(args[2], args[3]), Duration.ofSeconds(1));
        Endings endings = new Endings(100_000, Duration.ofSeconds(1), Clocks.system());
        EndingsFollower follower =
                new EndingsFollower(server, endings, Clocks.system(), RandomGenerator.getDefault(), true);
        follower.start();
        Introspections introspections = new Introspections(server, 32, Duration.ofSeconds(1), System::nanoTime);
        LiveSessionValidator live = new LiveSessionValidator(new SessionChecks(endings, introspections));
        RollcallTokenValidator validator = new RollcallTokenValidator(args[1], "rollcall", Duration.ofMinutes(1));
        JWKSource<SecurityContext> keys = new RollcallKeys(server, Duration.ofSeconds(1), System::nanoTime);
        JwtDecoder bare = new RollcallJwtDecoder(keys, validator);
        JwtDecoder checking = new RollcallJwtDecoder(keys, token -> {
            var result = validator.validate(token);
            return result.hasErrors() ? result : live.validate(token);
        });
        while (!endings.isFresh()) {
            Thread.sleep(50);
        }
        bench.logOuts(checking, Integer.parseInt(args[4]));
        bench.cost(bare, checking);
        System.out.printf(
                "introspections: %d, ended sessions in memory: %,d%n",
                introspections.outcomes().active() + introspections.outcomes().inactive(), endings.size());
        follower.stop();
    }

    private void logOuts(JwtDecoder service, int number) throws Exception {
        long[] nanos = new long[number];
        for (int i = 0; i < number; i++) {
            String token = logIn();
            service.decode(token);
            post("/auth/logout", token, "");
            long answered = System.nanoTime();
            while (accepts(service, token)) {
                Thread.onSpinWait();
            }
            nanos[i] = System.nanoTime() - answered;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "from the answer to a log-out to the refusal: median %.1f ms, p99 %.1f ms, longest %.1f ms (%d log-outs)%n",
                millis(nanos[number / 2]), millis(nanos[number * 99 / 100]), millis(nanos[number - 1]), number);
    }

    /** Compares in turns, because machines are noisy, and takes the median of the rounds. */
    private void cost(JwtDecoder bare, JwtDecoder checking) throws Exception {
        String token = logIn();
        double[] without = new double[ROUNDS];
        double[] with = new double[ROUNDS];
        for (int round = -5; round < ROUNDS; round++) {
            double first = micros(bare, token);
            double second = micros(checking, token);
            if (round >= 0) {
                without[round] = first;
                with[round] = second;
            }
        }
        Arrays.sort(without);
        Arrays.sort(with);
        System.out.printf(
                "a token: verified %.1f us, verified and its session checked %.1f us%n",
                without[ROUNDS / 2], with[ROUNDS / 2]);
    }

    private static double micros(JwtDecoder decoder, String token) {
        long start = System.nanoTime();
        for (int i = 0; i < CHECKS_PER_ROUND; i++) {
            decoder.decode(token);
        }
        return (System.nanoTime() - start) / 1e3 / CHECKS_PER_ROUND;
    }

    private static boolean accepts(JwtDecoder service, String token) {
        try {
            service.decode(token);
            return true;
        } catch (BadJwtException refused) {
            return false;
        }
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private String logIn() throws Exception {
        String answer = post("/auth/login", null, "{\"userName\":\"june_doe\",\"password\":\"test123\"}");
        return answer.replaceFirst("(?s).*\"access_token\":\"([^\"]*)\".*", "$1");
    }

    private String post(String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
