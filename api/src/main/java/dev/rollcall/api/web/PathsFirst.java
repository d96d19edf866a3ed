package dev.rollcall.api.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Compares the path of a request before anything else. Spring MVC tries the method and the media types of all paths
 * with a variable first, although nearly all of them differ in the path.
 */
@Component
class PathsFirst implements WebMvcRegistrations {

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new Mapping();
    }

    private static final class Mapping extends RequestMappingHandlerMapping {

        @Override
        protected @Nullable RequestMappingInfo getMatchingMapping(
                RequestMappingInfo mapping, HttpServletRequest request) {
            PathPatternsRequestCondition paths = mapping.getPathPatternsCondition();
            boolean otherPath = paths != null && paths.getMatchingCondition(request) == null;
            return otherPath ? null : super.getMatchingMapping(mapping, request);
        }
    }
}
