package dev.rollcall.api.operations.metrics;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** Names the endpoint and method of a request for meters. The number of names is bounded, whatever requests contain. */
@Component
class Endpoints {

    static final String UNKNOWN = "UNKNOWN";

    private static final Set<String> METHODS =
            Stream.of(HttpMethod.values()).map(HttpMethod::name).collect(Collectors.toUnmodifiableSet());

    /** The most specific first. */
    private final List<PathPattern> patterns;

    /** Those without variables. A look-up in them is all that most refused requests need. */
    private final Set<String> paths;

    Endpoints(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.patterns = mappings.getHandlerMethods().keySet().stream()
                .map(info -> info.getPathPatternsCondition())
                .filter(Objects::nonNull)
                .map(PathPatternsRequestCondition::getPatterns)
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .toList();
        this.paths = patterns.stream()
                .filter(pattern -> !pattern.hasPatternSyntax())
                .map(PathPattern::getPatternString)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the pattern of the path, which is looked up if the request was refused before it was mapped. */
    String patternOf(HttpServletRequest request) {
        Object mapped = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return mapped instanceof String pattern ? pattern : lookUp(request.getRequestURI());
    }

    String methodOf(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : UNKNOWN;
    }

    private String lookUp(String uri) {
        return paths.contains(uri) ? uri : mostSpecific(PathContainer.parsePath(uri));
    }

    private String mostSpecific(PathContainer path) {
        return patterns.stream()
                .filter(pattern -> pattern.matches(path))
                .findFirst()
                .map(PathPattern::getPatternString)
                .orElse(UNKNOWN);
    }
}
