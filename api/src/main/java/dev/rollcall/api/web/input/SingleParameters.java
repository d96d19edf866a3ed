package dev.rollcall.api.web.input;

import dev.rollcall.api.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** Rejects repeated parameters, because a gateway might pick another value than this service (RFC 6749 section 3.1). */
class SingleParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.getParameterMap().forEach((name, values) -> {
            if (values.length > 1) {
                throw Problem.invalid(name, "must not be repeated");
            }
        });
        return true;
    }
}
