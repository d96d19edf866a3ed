package dev.rollcall.api.web.input;

import dev.rollcall.api.web.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sets a request's client address and scheme from the {@code X-Forwarded-*} headers of trusted proxies. */
@Component
@Order(FilterOrder.FORWARDED_ADDRESSES)
class ForwardedAddresses extends OncePerRequestFilter {

    private final TrustedProxies proxies;

    ForwardedAddresses(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return proxies.isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(proxies.forwarded(request), response);
    }
}
