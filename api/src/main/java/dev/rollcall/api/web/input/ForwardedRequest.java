package dev.rollcall.api.web.input;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** A request as its client sent it, according to the {@code X-Forwarded-*} headers of trusted proxies. */
public final class ForwardedRequest extends HttpServletRequestWrapper {

    private final String sender;
    private final boolean trusted;
    private final boolean secure;

    ForwardedRequest(HttpServletRequest request, TrustedProxies proxies) {
        super(request);
        this.sender =
                proxies.senderOf(request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")));
        this.trusted = proxies.isTrusted(request.getRemoteAddr());
        this.secure = request.isSecure() || trusted && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }

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

    /**
     * Returns the host that the client asked, in lower case, with its port unless that is the default one (RFC 6454
     * section 6.2). It is in {@code X-Forwarded-Host}, or in {@code Host} if there is no such header.
     *
     * @return empty if no trusted proxy has sent the request, or the header is repeated or has several values
     */
    public Optional<String> forwardedHost() {
        if (!trusted) {
            return Optional.empty();
        }
        List<String> forwarded = Collections.list(getHeaders("X-Forwarded-Host"));
        List<String> hosts = forwarded.isEmpty() ? Collections.list(getHeaders(HttpHeaders.HOST)) : forwarded;
        return hosts.size() == 1 && hosts.get(0).indexOf(',') < 0
                ? Optional.of(withoutDefaultPort(hosts.get(0).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    private String withoutDefaultPort(String host) {
        String port = secure ? ":443" : ":80";
        return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
    }
}
