package dev.rollcall.api.web.problem;

import static dev.rollcall.api.web.problem.ProblemCode.INVALID_REQUEST;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Explains what is wrong with a body, with the name that the field has in JSON. */
final class BodyProblems {

    private static final Comparator<FieldError> STABLE_ORDER = Comparator.comparing(FieldError::getField)
            .thenComparing(error -> String.valueOf(error.getDefaultMessage()));

    private BodyProblems() {}

    static ProblemDetail of(HttpMessageNotReadableException unreadable) {
        if (!(unreadable.getCause() instanceof JacksonException fault)) {
            return Problem.body(INVALID_REQUEST, "A JSON body is required.");
        }
        String field = field(fault);
        if (field == null) {
            return Problem.body(
                    INVALID_REQUEST,
                    fault instanceof MismatchedInputException
                            ? "The body must be a JSON object."
                            : "The body is not valid JSON.");
        }
        return Problem.invalidBody(field, rule(fault));
    }

    private static @Nullable String field(JacksonException fault) {
        List<JacksonException.Reference> path = fault.getPath();
        if (!path.isEmpty()) {
            return path.get(path.size() - 1).getPropertyName();
        }
        return fault.processor() instanceof JsonParser parser ? parser.currentName() : null;
    }

    private static String rule(JacksonException fault) {
        if (fault instanceof UnrecognizedPropertyException) {
            return "is not a known field";
        }
        if (fault instanceof MismatchedInputException mismatch) {
            return Expected.of(mismatch.getTargetType());
        }
        return fault instanceof InputCoercionException outOfRange
                ? Expected.of(outOfRange.getTargetType())
                : "is not valid JSON or is a duplicate";
    }

    static ProblemDetail of(MethodArgumentNotValidException invalid) {
        FieldError error = invalid.getFieldErrors().stream().min(STABLE_ORDER).orElseThrow();
        return Problem.invalidBody(
                jsonName(invalid.getParameter().getParameterType(), error.getField()),
                String.valueOf(error.getDefaultMessage()));
    }

    private static String jsonName(Class<?> body, String component) {
        var accessor = BeanUtils.findDeclaredMethodWithMinimalParameters(body, component);
        JsonProperty given = accessor == null ? null : accessor.getAnnotation(JsonProperty.class);
        return given == null ? component : given.value();
    }
}
