package dev.rollcall.api.web.problem;

import static dev.rollcall.api.web.problem.ProblemCode.FORBIDDEN;
import static dev.rollcall.api.web.problem.ProblemCode.HISTORY_LOST;
import static dev.rollcall.api.web.problem.ProblemCode.INTERNAL_ERROR;
import static dev.rollcall.api.web.problem.ProblemCode.INVALID_REQUEST;
import static dev.rollcall.api.web.problem.ProblemCode.NOT_FOUND;
import static dev.rollcall.api.web.problem.ProblemCode.SESSION_LIMIT_REACHED;
import static dev.rollcall.api.web.problem.ProblemCode.SESSION_STATE_UNAVAILABLE;
import static dev.rollcall.api.web.problem.ProblemCode.TOO_MANY_SESSION_STARTS;
import static dev.rollcall.api.web.problem.ProblemCode.UNSUPPORTED_MEDIA_TYPE;
import static dev.rollcall.api.web.problem.ProblemCode.USER_BUSY;

import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.command.refusal.StartLimitProtected;
import dev.rollcall.command.refusal.TooManySessionStarts;
import dev.rollcall.command.refusal.UserBusy;
import dev.rollcall.event.InvalidSetting;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns every error into a problem with a code. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<Object> handle(SessionLimitReached refused) {
        ProblemDetail body = Problem.body(SESSION_LIMIT_REACHED, String.valueOf(refused.getMessage()));
        body.setProperty("maxSessions", refused.maxSessions());
        return respond(body, new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(TooManySessionStarts refused) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RetryAfter.of(refused.retryAfter()));
        return respond(Problem.body(TOO_MANY_SESSION_STARTS, String.valueOf(refused.getMessage())), headers);
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(StartLimitProtected refused) {
        ProblemDetail body = Problem.body(FORBIDDEN, String.valueOf(refused.getMessage()));
        body.setProperty("field", "maxStartsPerHour");
        return respond(body, new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(UserBusy busy) {
        return respondTryAgain(USER_BUSY);
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(InvalidSetting invalid) {
        return respond(Problem.invalidBody(invalid.field(), invalid.rule()), new HttpHeaders());
    }

    /** Handles a query string or a form that Tomcat cannot parse, which it does on first access to a parameter. */
    @ExceptionHandler
    ResponseEntity<Object> handle(InvalidParameterException unreadable) {
        ProblemCode code = ProblemCode.of(HttpStatusCode.valueOf(unreadable.getErrorCode()));
        return respond(Problem.body(code, "The parameters cannot be read."), new HttpHeaders());
    }

    /** Handles a header or a parameter that Spring Security rejects, which it does when the value is accessed. */
    @ExceptionHandler
    ResponseEntity<Object> handle(RequestRejectedException controlCharacters) {
        return respond(
                Problem.body(INVALID_REQUEST, "A header or a parameter contains control characters."),
                new HttpHeaders());
    }

    /** Aborts a response that has already begun, so that an incomplete response does not look complete. */
    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception failure, HttpServletResponse response) throws Exception {
        if (response.isCommitted()) {
            throw failure;
        }
        ProblemCode code = FailureCodes.of(failure);
        if (code == HISTORY_LOST) {
            Problem lost = Problem.historyLost();
            return respond(lost.getBody(), lost.getHeaders());
        }
        if (code == SESSION_STATE_UNAVAILABLE) {
            FailureLog.error(log, "Session state is unavailable", failure);
            return respondTryAgain(SESSION_STATE_UNAVAILABLE);
        }
        log.error("Unexpected failure", failure);
        return respond(Problem.body(INTERNAL_ERROR, "The failure was logged."), new HttpHeaders());
    }

    private static ResponseEntity<Object> respondTryAgain(ProblemCode code) {
        Problem problem = Problem.tryAgain(code);
        return respond(problem.getBody(), problem.getHeaders());
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(BodyProblems.of(invalid), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var result = invalid.getParameterValidationResults().get(0);
        String name = Optional.ofNullable(result.getMethodParameter().getParameterName())
                .orElse("parameter");
        String rule = String.valueOf(result.getResolvableErrors().get(0).getDefaultMessage());
        return respond(Problem.invalidBody(name, rule), headers);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return respond(Problem.invalidBody(missing.getParameterName(), "is required"), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return respond(BodyProblems.of(unreadable), headers);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(mismatch.getPropertyName());
        return respond(Problem.invalidBody(name, Expected.of(mismatch.getRequiredType())), headers);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException refused,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return respond(
                Problem.body(
                        UNSUPPORTED_MEDIA_TYPE, "The Accept header of this response lists the supported media types."),
                headers);
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException notFound, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return respond(Problem.body(NOT_FOUND, "Check the path."), headers);
    }

    /** Gives every other error of Spring the code that fits its status. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (!(body instanceof ProblemDetail problem)) {
            return super.createResponseEntity(body, headers, status, request);
        }
        if (problem.getProperties() == null || !problem.getProperties().containsKey("code")) {
            ProblemCode code = ProblemCode.of(status);
            problem.setTitle(code.title());
            problem.setProperty("code", code);
        }
        return respond(problem, headers);
    }

    /** Sends a problem whatever the client accepts: a response that it may not understand is better than none. */
    private static ResponseEntity<Object> respond(ProblemDetail body, HttpHeaders headers) {
        return ResponseEntity.status(body.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }
}
