package dev.rollcall.api.web.problem;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Describes what a value of some type must look like. */
final class Expected {

    private Expected() {}

    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "has the wrong type";
        }
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed == Boolean.class) {
            return "must be true or false";
        }
        if (boxed == Integer.class) {
            return "must be a whole number of at most 32 bits";
        }
        if (boxed == Long.class) {
            return "must be a whole number of at most 64 bits";
        }
        if (boxed == String.class) {
            return "must be a string";
        }
        if (boxed == Duration.class) {
            return "must be an ISO 8601 duration such as PT12H";
        }
        if (boxed.isEnum()) {
            return "must be one of "
                    + Arrays.stream(boxed.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        return "has the wrong type";
    }
}
