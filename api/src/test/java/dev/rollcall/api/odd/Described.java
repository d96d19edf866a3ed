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

/** What the description of the API says of the answers of each operation. */
final class Described {

    private static final Pattern CODE = Pattern.compile("`([A-Z_]+)`");

    private static final Pattern CODE_OF_ANSWER = Pattern.compile("\"code\":\"([A-Z_]+)\"");

    /** By method and pattern, all statuses and codes. */
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

    /** Only where the operation is called by its own method and at its own path. */
    @Nullable
    String complaint(Wire wire, Answer answer) {
        Set<String> known = answers.get(wire.target.toString());
        boolean asHttpHasIt = answer.status() == 417 && wire.has("Expect");
        if (known == null
                || asHttpHasIt
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
