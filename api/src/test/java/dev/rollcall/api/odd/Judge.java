package dev.rollcall.api.odd;

import dev.rollcall.api.web.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges answers to odd requests. */
final class Judge {

    private static final Pattern TRACE = Pattern.compile(
            "java\\.|Exception|\\bat [a-z]+\\.[a-z]|springframework|SQLState|ERROR: |apache|Whitelabel|\\bjackson\\b");

    private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Z_]+)\"");

    private static final Set<String> CODES =
            Stream.of(ProblemCode.values()).map(Enum::name).collect(Collectors.toSet());

    private final Grants grants;
    private final Described described;
    private final List<String> secrets;

    Judge(Targets targets, Described described, World world) {
        this.grants = new Grants(targets);
        this.described = described;
        this.secrets = world.bystanders.secrets();
    }

    /** @return what is wrong with the answer, empty if nothing is */
    Optional<String> judge(Requests.Made made, Answer answer, Scene scene) {
        Wire wire = made.wire();
        return Stream.<@Nullable String>of(
                        status(wire, answer),
                        answer.status() < 400 ? null : error(wire, answer),
                        answer.isGranted() ? grants.complaint(wire, answer, scene) : null,
                        disclosed(wire, answer),
                        wire.alone ? null : described.complaint(wire, answer))
                .filter(complaint -> complaint != null)
                .map(String::valueOf)
                .findFirst();
    }

    private static @Nullable String status(Wire wire, Answer answer) {
        boolean allowedByHttp = wire.beyondHttp && (answer.status() == 501 || answer.status() == 505);
        return answer.status() < 500 || allowedByHttp ? null : "a failure";
    }

    private static @Nullable String error(Wire wire, Answer answer) {
        String type = answer.header("Content-Type");
        if (answer.body().isEmpty()) {
            return wire.method.equals("HEAD") || wire.alone || isRedirectToLogin(answer)
                    ? null
                    : "an error without a body";
        }
        if (type.startsWith("text/html")) {
            return wire.target.isPage() || wire.path.contains("/") ? null : "an error in HTML";
        }
        if (!type.equals("application/problem+json")) {
            return "an error that is no problem";
        }
        Matcher code = CODE.matcher(answer.body());
        return code.find() && CODES.contains(code.group(1)) && answer.body().contains("\"status\":" + answer.status())
                ? null
                : "a problem without a code";
    }

    /** Scripts are redirected by a header. */
    private static boolean isRedirectToLogin(Answer answer) {
        return answer.status() == 401 && answer.header("HX-Redirect").equals("/login");
    }

    private @Nullable String disclosed(Wire wire, Answer answer) {
        if (answer.status() >= 400 && TRACE.matcher(answer.body()).find()) {
            return "a trace of the code";
        }
        boolean toOthers = wire.caller != CallerKind.AUDITOR
                && wire.caller != CallerKind.AUDITOR_COOKIE
                && !wire.caller.actsForOthers();
        return toOthers && secrets.stream().anyMatch(answer.body()::contains) ? "a secret of somebody else" : null;
    }
}
