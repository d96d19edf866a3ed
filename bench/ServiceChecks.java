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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Measures the starter for services beside nodes, one service at each node: how long after the answer to a log-out at any
 * node both services refuse, and what the check of a session adds to the verification of a token. Arguments: URLs of the
 * nodes with commas, issuer, client, secret, log-outs.
 */
public class ServiceChecks {

    private static final int ROUNDS = 15;
    private static final int CHECKS_PER_ROUND = 300;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> urls;

    ServiceChecks(List<String> urls) {
        this.urls = urls;
    }

    /** A service that follows one node. */
    private record Service(
            Endings endings, EndingsFollower follower, Introspections introspections, JwtDecoder bare, JwtDecoder checking) {

        static Service at(String url, String issuer, String client, String secret) throws InterruptedException {
            RollcallServer server =
                    new RollcallServer(url, new RollcallServer.Credentials(client, secret), Duration.ofSeconds(1));
            Endings endings = new Endings(100_000, Duration.ofSeconds(1), Clocks.system());
            EndingsFollower follower =
                    new EndingsFollower(server, endings, Clocks.system(), RandomGenerator.getDefault(), true);
            follower.start();
            Introspections introspections = new Introspections(server, 32, Duration.ofSeconds(1), System::nanoTime);
            LiveSessionValidator live = new LiveSessionValidator(new SessionChecks(endings, introspections));
            RollcallTokenValidator validator = new RollcallTokenValidator(issuer, "rollcall", Duration.ofMinutes(1));
            JWKSource<SecurityContext> keys = new RollcallKeys(server, Duration.ofSeconds(1), System::nanoTime);
            JwtDecoder bare = new RollcallJwtDecoder(keys, validator);
            JwtDecoder checking = new RollcallJwtDecoder(keys, token -> {
                var result = validator.validate(token);
                return result.hasErrors() ? result : live.validate(token);
            });
            while (!endings.isFresh()) {
                Thread.sleep(50);
            }
            return new Service(endings, follower, introspections, bare, checking);
        }
    }

    public static void main(String[] args) throws Exception {
        ServiceChecks bench = new ServiceChecks(List.of(args[0].split(",")));
        List<Service> services = new ArrayList<>();
        for (String url : bench.urls) {
            services.add(Service.at(url, args[1], args[2], args[3]));
        }
        bench.logOuts(services, Integer.parseInt(args[4]));
        bench.cost(services.get(0).bare(), services.get(0).checking());
        for (Service service : services) {
            System.out.printf(
                    "introspections: %d, ended sessions in memory: %,d%n",
                    service.introspections().outcomes().active()
                            + service.introspections().outcomes().inactive(),
                    service.endings().size());
            service.follower().stop();
        }
    }

    private void logOuts(List<Service> services, int number) throws Exception {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String token = logIn();
            for (Service service : services) {
                service.checking().decode(token);
            }
            post(urls.get(i % urls.size()) + "/auth/logout", token, "");
            long answered = System.nanoTime();
            List<Service> accepting = new ArrayList<>(services);
            while (!accepting.isEmpty()) {
                for (Service service : services) {
                    if (accepting.contains(service) && !accepts(service.checking(), token)) {
                        nanos.add(System.nanoTime() - answered);
                        accepting.remove(service);
                    }
                }
            }
        }
        nanos.sort(null);
        System.out.printf(
                "from the answer to a log-out to the refusal: median %.1f ms, p99 %.1f ms, longest %.1f ms"
                        + " (%d log-outs, %d services and nodes)%n",
                millis(nanos.get(nanos.size() / 2)),
                millis(nanos.get(nanos.size() * 99 / 100)),
                millis(nanos.get(nanos.size() - 1)),
                number,
                services.size());
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
        String answer = post(urls.get(0) + "/auth/login", null, "{\"userName\":\"june_doe\",\"password\":\"test123\"}");
        return answer.replaceFirst("(?s).*\"access_token\":\"([^\"]*)\".*", "$1");
    }

    private String post(String url, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(url + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
