package dev.rollcall.api.web.input;

import dev.rollcall.api.web.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
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
        String sender =
                proxies.senderOf(request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")));
        boolean secure = request.isSecure()
                || proxies.isTrusted(request.getRemoteAddr())
                        && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public String getRemoteAddr() {
                        return sender;
                    }

                    @Override
                    public String getRemoteHost() {
                        return sender;
                    }

                    @Override
                    public boolean isSecure() {
                        return secure;
                    }

                    @Override
                    public String getScheme() {
                        return secure ? "https" : super.getScheme();
                    }
                },
                response);
    }
}
