package dev.rollcall.api.odd;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The statuses and problem codes that the API description lists for each operation. */
final class Described {

    private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`");

    private static final Pattern CODE_OF_ANSWER = Pattern.compile("\"code\":\"([A-Z_]+)\"");

    /** All statuses and codes, by method and path pattern. */
    private final Map<String, Set<String>> answers = new HashMap<>();

    Described(JsonNode document) {
        document.path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
                    Set<String> known = new HashSet<>();
                    operation.path("responses").forEachEntry((status, response) -> {
                        known.add(status);
                        Matcher codes =
                                CODE.matcher(response.path("description").asString(""));
                        while (codes.find()) {
                            known.add(codes.group(1));
                        }
                    });
                    answers.put(method.toUpperCase(Locale.ROOT) + " " + path, known);
                }));
    }

    Set<String> operations() {
        return answers.keySet();
    }

    /** Checks only requests with the operation's own method and path. */
    @Nullable
    String complaint(Wire wire, Answer answer) {
        Set<String> known = answers.get(wire.target.toString());
        boolean requiredByHttp = answer.status() == 417 && wire.has("Expect");
        if (known == null
                || requiredByHttp
                || !wire.method.equals(wire.target.method())
                || !wire.path.equals(wire.plainPath)) {
            return null;
        }
        if (!known.contains(Integer.toString(answer.status()))) {
            return "a status that is not described";
        }
        Matcher code = CODE_OF_ANSWER.matcher(answer.status() < 400 ? "" : answer.body());
        return code.find() && !known.contains(code.group(1)) ? "a code that is not described" : null;
    }
}
