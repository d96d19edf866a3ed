package dev.rollcall.api.problem;

import static dev.rollcall.api.problem.ProblemCode.INTERNAL_ERROR;
import static dev.rollcall.api.problem.ProblemCode.INVALID_REQUEST;
import static dev.rollcall.api.problem.ProblemCode.SESSION_LIMIT_REACHED;
import static dev.rollcall.api.problem.ProblemCode.SESSION_STATE_UNAVAILABLE;
import static dev.rollcall.api.problem.ProblemCode.TOO_MANY_SESSION_STARTS;

import dev.rollcall.command.SessionLimitReached;
import dev.rollcall.command.TooManySessionStarts;
import dev.rollcall.event.InvalidSetting;
import java.util.Arrays;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Turns every error into a problem with a code. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ProblemDetail handle(SessionLimitReached refused) {
        ProblemDetail body = Problem.body(SESSION_LIMIT_REACHED, String.valueOf(refused.getMessage()));
        body.setProperty("maxSessions", refused.maxSessions());
        return body;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(TooManySessionStarts refused) {
        long seconds = Math.max(1, refused.retryAfter().plusMillis(999).toSeconds());
        return ResponseEntity.status(TOO_MANY_SESSION_STARTS.status())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .body(Problem.body(TOO_MANY_SESSION_STARTS, String.valueOf(refused.getMessage())));
    }

    @ExceptionHandler
    ProblemDetail handle(InvalidSetting invalid) {
        return invalidField(invalid.field(), invalid.rule());
    }

    /** The database is away, or so busy that a command lost every race: nothing was changed, and nothing is allowed. */
    @ExceptionHandler({
        DataAccessException.class,
        TransactionException.class,
        EventStoreException.class,
        ConcurrencyException.class,
        AggregateStreamCreationException.class
    })
    ProblemDetail stateUnavailable(Exception failure) {
        log.error("Session state is unavailable", failure);
        return Problem.body(SESSION_STATE_UNAVAILABLE, "Try again in a moment.");
    }

    @ExceptionHandler
    ProblemDetail unexpected(Exception failure) {
        log.error("Unexpected failure", failure);
        return Problem.body(INTERNAL_ERROR, "The failure was logged.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ObjectError error = invalid.getAllErrors().get(0);
        String name = error instanceof FieldError field ? field.getField() : error.getObjectName();
        return respond(invalidField(name, String.valueOf(error.getDefaultMessage())), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var result = invalid.getParameterValidationResults().get(0);
        String name = Optional.ofNullable(result.getMethodParameter().getParameterName())
                .orElse("parameter");
        String rule = String.valueOf(result.getResolvableErrors().get(0).getDefaultMessage());
        return respond(invalidField(name, rule), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (unreadable.getCause() instanceof DatabindException mapping
                && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().get(mapping.getPath().size() - 1).getPropertyName();
            return respond(invalidField(String.valueOf(field), "is unknown or has the wrong type"), headers);
        }
        String detail = unreadable.getCause() instanceof JacksonException
                ? "The body is not valid JSON."
                : "A body in JSON is required.";
        return respond(Problem.body(INVALID_REQUEST, detail), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(mismatch.getPropertyName());
        return respond(invalidField(name, "has the wrong type"), headers);
    }

    /** Everything that Spring itself refuses: gives it the code that fits its status. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem
                && (problem.getProperties() == null || !problem.getProperties().containsKey("code"))) {
            ProblemCode code = codeFor(status);
            problem.setTitle(code.title());
            problem.setProperty("code", code);
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static ProblemCode codeFor(HttpStatusCode status) {
        ProblemCode fallback = status.is5xxServerError() ? INTERNAL_ERROR : INVALID_REQUEST;
        return Arrays.stream(ProblemCode.values())
                .filter(code -> code.status().equals(status) && code.status() != HttpStatus.UNAUTHORIZED)
                .findFirst()
                .orElse(fallback);
    }

    private static ProblemDetail invalidField(String field, String rule) {
        ProblemDetail body = Problem.body(INVALID_REQUEST, field + " " + rule);
        body.setProperty("field", field);
        return body;
    }

    private static ResponseEntity<Object> respond(ProblemDetail body, HttpHeaders headers) {
        return new ResponseEntity<>(body, headers, HttpStatusCode.valueOf(body.getStatus()));
    }
}
