package dev.rollcall.api.operations.openapi;

import static dev.rollcall.api.web.problem.ProblemCode.FORBIDDEN;
import static dev.rollcall.api.web.problem.ProblemCode.HISTORY_LOST;
import static dev.rollcall.api.web.problem.ProblemCode.INVALID_CLIENT;
import static dev.rollcall.api.web.problem.ProblemCode.INVALID_REQUEST;
import static dev.rollcall.api.web.problem.ProblemCode.INVALID_TOKEN;
import static dev.rollcall.api.web.problem.ProblemCode.NOT_ACCEPTABLE;
import static dev.rollcall.api.web.problem.ProblemCode.REQUEST_TIMEOUT;
import static dev.rollcall.api.web.problem.ProblemCode.REQUEST_TOO_LARGE;
import static dev.rollcall.api.web.problem.ProblemCode.SERVER_BUSY;
import static dev.rollcall.api.web.problem.ProblemCode.SESSION_ENDED;
import static dev.rollcall.api.web.problem.ProblemCode.SESSION_NOT_FOUND;
import static dev.rollcall.api.web.problem.ProblemCode.SESSION_REQUIRED;
import static dev.rollcall.api.web.problem.ProblemCode.SESSION_STATE_UNAVAILABLE;
import static dev.rollcall.api.web.problem.ProblemCode.TOKEN_REQUIRED;
import static dev.rollcall.api.web.problem.ProblemCode.TOO_MANY_CLIENT_ATTEMPTS;
import static dev.rollcall.api.web.problem.ProblemCode.UNSUPPORTED_MEDIA_TYPE;
import static dev.rollcall.api.web.problem.ProblemCode.USER_BUSY;
import static dev.rollcall.api.web.problem.ProblemCode.USER_MISMATCH;
import static dev.rollcall.api.web.problem.ProblemCode.USER_NOT_FOUND;

import dev.rollcall.api.accounts.clients.TrustedClient;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.access.TokenHolder;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** Derives from a controller method who may call it and which problems it answers with. */
@Component
class OperationDescriptions implements GlobalOperationCustomizer {

    private static final String AUDIT = "dev.rollcall.api.audit";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Optional<MethodParameter> principal = parameter(method, AuthenticationPrincipal.class);
        principal.ifPresent(caller -> operation.setSecurity(security(caller.getParameterType())));
        refusals(method).stream()
                .collect(Collectors.groupingBy(code -> code.status().value(), TreeMap::new, Collectors.toList()))
                .forEach((status, codes) -> operation.getResponses().addApiResponse(status.toString(), problem(codes)));
        operation.setTags(List.of(method.getBeanType().getSimpleName().replace("Controller", "")));
        return operation;
    }

    private static List<SecurityRequirement> security(Class<?> principal) {
        SecurityRequirement basic = new SecurityRequirement().addList(OpenApiConfiguration.BASIC);
        if (principal == TrustedClient.class) {
            return List.of(basic);
        }
        SecurityRequirement bearer = new SecurityRequirement().addList(OpenApiConfiguration.BEARER);
        return TokenHolder.class.isAssignableFrom(principal) ? List.of(bearer) : List.of(bearer, basic);
    }

    private static Set<ProblemCode> refusals(HandlerMethod method) {
        Set<ProblemCode> codes = EnumSet.of(
                INVALID_REQUEST,
                NOT_ACCEPTABLE,
                REQUEST_TOO_LARGE,
                SESSION_STATE_UNAVAILABLE,
                HISTORY_LOST,
                SERVER_BUSY);
        if (parameter(method, RequestBody.class).isPresent() || takesForm(method)) {
            codes.add(UNSUPPORTED_MEDIA_TYPE);
            codes.add(REQUEST_TIMEOUT);
        }
        parameter(method, AuthenticationPrincipal.class).ifPresent(principal -> {
            codes.addAll(
                    Set.of(TOKEN_REQUIRED, INVALID_TOKEN, SESSION_ENDED, INVALID_CLIENT, TOO_MANY_CLIENT_ATTEMPTS));
            boolean ofUser = hasPathVariable(method, "userId") && !isForAuditors(method);
            codes.add(ofUser ? USER_MISMATCH : FORBIDDEN);
            boolean bySession = principal.getParameterType() == Caller.class;
            if (bySession || principal.getParameterType() == TrustedClient.class) {
                codes.add(SESSION_REQUIRED);
            }
            if (bySession && ofUser) {
                codes.add(USER_NOT_FOUND);
            }
        });
        if (hasPathVariable(method, "sessionId")) {
            codes.add(SESSION_NOT_FOUND);
        }
        if (!isRead(method)) {
            codes.add(USER_BUSY);
        }
        ProblemResponses more = method.getMethodAnnotation(ProblemResponses.class);
        if (more != null) {
            codes.addAll(List.of(more.value()));
        }
        return codes;
    }

    private static ApiResponse problem(List<ProblemCode> codes) {
        return new ApiResponse()
                .description(codes.stream()
                        .map(code -> "`" + code + "`: " + code.title())
                        .collect(Collectors.joining("; ")))
                .content(new Content()
                        .addMediaType(
                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new MediaType().schema(new Schema<>().$ref(ProblemMembers.NAME))));
    }

    private static Optional<MethodParameter> parameter(HandlerMethod method, Class<? extends Annotation> annotation) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(annotation))
                .findFirst();
    }

    private static boolean takesForm(HandlerMethod method) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), RequestMapping.class);
        return mapping != null
                && List.of(mapping.consumes())
                        .contains(org.springframework.http.MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private static boolean isRead(HandlerMethod method) {
        return method.hasMethodAnnotation(GetMapping.class);
    }

    /** Auditors may ask about any user. */
    private static boolean isForAuditors(HandlerMethod method) {
        return method.getBeanType().getPackageName().startsWith(AUDIT);
    }

    private static boolean hasPathVariable(HandlerMethod method, String name) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(PathVariable.class)
                        && name.equals(parameter.getParameter().getName()));
    }
}
