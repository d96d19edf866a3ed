package dev.rollcall.api.web.problem;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers requests for which there is no other handler. Spring MVC itself would read their headers, and fail if they are
 * malformed.
 */
@Configuration(proxyBeanMethods = false)
class UnknownPaths {

    @Bean
    SimpleUrlHandlerMapping unknownPathMapping() {
        HttpRequestHandler notFound = (request, response) -> {
            throw new NoResourceFoundException(
                    HttpMethod.valueOf(request.getMethod()), request.getRequestURI(), request.getRequestURI());
        };
        return new SimpleUrlHandlerMapping(Map.of("/**", notFound), Ordered.LOWEST_PRECEDENCE);
    }
}
