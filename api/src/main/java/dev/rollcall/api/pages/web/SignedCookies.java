package dev.rollcall.api.pages.web;

import dev.rollcall.api.tokens.ClusterSecrets;
import dev.rollcall.api.tokens.HmacSigner;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Cookies that no script can read and nobody else can make. A value is good for the cookie that it was made for only.
 */
@Component
public class SignedCookies {

    private final HmacSigner mac;

    SignedCookies(ClusterSecrets shared) {
        this.mac = new HmacSigner(shared, "cookie-key");
    }

    /** @return what was written, unless the cookie is missing or somebody else made it */
    public Optional<String> read(HttpServletRequest request, String name) {
        return Optional.ofNullable(WebUtils.getCookie(request, fullName(request, name)))
                .flatMap(cookie -> mac.verify(name + ":" + cookie.getValue()))
                .map(content -> content.substring(name.length() + 1));
    }

    /** @param content without anything that a cookie cannot hold */
    public void write(
            HttpServletRequest request, HttpServletResponse response, String name, String content, Duration maxAge) {
        set(request, response, name, content + "." + mac.of(name + ":" + content), maxAge);
    }

    public void clear(HttpServletRequest request, HttpServletResponse response, String name) {
        set(request, response, name, "", Duration.ZERO);
    }

    /** A mark of a secret, which changes with it and does not tell it. */
    public String markOf(String secret) {
        return mac.of("mark:" + secret);
    }

    /** Under TLS a cookie that comes from no other host and no other path. */
    static String fullName(HttpServletRequest request, String name) {
        return request.isSecure() ? "__Host-" + name : name;
    }

    private static void set(
            HttpServletRequest request, HttpServletResponse response, String name, String value, Duration maxAge) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(fullName(request, name), value)
                        .path("/")
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .maxAge(maxAge)
                        .build()
                        .toString());
    }
}
