package dev.rollcall.api.odd;

import dev.rollcall.testing.Node;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** All operations and pages that a node maps. */
record Targets(List<Target> all) {

    private static final Set<RequestMethod> ANY = Set.of(RequestMethod.GET, RequestMethod.POST);

    private static final Map<String, PathPattern> PATTERNS = new ConcurrentHashMap<>();

    static Targets of(Node node) {
        return new Targets(node.mappings().getHandlerMethods().entrySet().stream()
                .filter(mapping ->
                        mapping.getValue().getBeanType().getPackageName().startsWith("dev.rollcall"))
                .flatMap(mapping -> targets(mapping.getKey(), mapping.getValue()))
                .sorted(Comparator.comparing(Target::pattern).thenComparing(Target::method))
                .toList());
    }

    private static Stream<Target> targets(RequestMappingInfo mapping, HandlerMethod handler) {
        boolean page = !AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), ResponseBody.class);
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        return mapping.getPatternValues().stream()
                .flatMap(pattern -> (methods.isEmpty() ? ANY : methods)
                        .stream().map(method -> Target.of(method.name(), pattern, page, handler)));
    }

    /** Returns the operation for a method and a plain path; the most literal pattern wins. */
    Optional<Target> at(String method, String path) {
        PathContainer container = PathContainer.parsePath(path);
        String served = method.equals("HEAD") ? "GET" : method;
        return all.stream()
                .filter(target ->
                        target.method().equals(served) || target.pattern().startsWith("/authorize/"))
                .filter(target -> pattern(target).matches(container))
                .min((one, other) -> pattern(one).compareTo(pattern(other)));
    }

    static PathPattern pattern(Target target) {
        return PATTERNS.computeIfAbsent(target.pattern(), PathPatternParser.defaultInstance::parse);
    }
}
