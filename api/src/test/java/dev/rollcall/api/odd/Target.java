package dev.rollcall.api.odd;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** An API operation, a page, or an action of a page. */
record Target(String method, String pattern, boolean isPage, List<Field> members, List<Field> parameters) {

    /** Operations whose allowed requests are expensive, so that fewer of them are sent. */
    private static final Set<String> COSTLY = Set.of(
            "POST /admin/signing-keys",
            "POST /admin/cleanup",
            "POST /admin/projections/{name}/rebuilds",
            "POST /admin/page/signing-key",
            "POST /admin/page/cleanup",
            "POST /admin/page/rebuild",
            "GET /audit/export",
            "GET /audit/page/export",
            "POST /users/{userId}/password-reset-mail",
            "POST /auth/password-reset-mail",
            "POST /admin/page/user/password-reset-mail",
            "POST /login/forgot",
            "POST /audit/what-if",
            "POST /audit/page/what-if",
            "GET /users/{userId}/sessions/events",
            "GET /sessions/events",
            "GET /sessions/endings");

    /** A body member or parameter. Its type determines how it is written in JSON. */
    record Field(String name, Class<?> type) {}

    static Target of(String method, String pattern, boolean page, HandlerMethod handler) {
        boolean form = page && method.equals("POST") || pattern.startsWith("/oauth2/");
        List<Field> parameters = fields(handler, RequestParam.class, ModelAttribute.class);
        return form
                ? new Target(method, pattern, page, parameters, List.of())
                : new Target(method, pattern, page, fields(handler, RequestBody.class), parameters);
    }

    @SafeVarargs
    private static List<Field> fields(HandlerMethod handler, Class<? extends Annotation>... annotations) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> Stream.of(annotations).anyMatch(parameter::hasParameterAnnotation))
                .flatMap(Target::fields)
                .toList();
    }

    private static Stream<Field> fields(MethodParameter parameter) {
        RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
        if (named == null) {
            return membersOf(parameter.getParameterType());
        }
        String name = named.name().isEmpty() ? parameter.getParameter().getName() : named.name();
        return Stream.of(new Field(name, parameter.getParameterType()));
    }

    static Stream<Field> membersOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(Target::member);
    }

    private static Field member(RecordComponent component) {
        JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
        return new Field(given == null ? component.getName() : given.value(), component.getType());
    }

    boolean isCostly() {
        return COSTLY.contains(toString());
    }

    boolean isForm() {
        return isPage && method.equals("POST") || pattern.startsWith("/oauth2/");
    }

    boolean has(String variable) {
        return pattern.contains("{" + variable + "}");
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
