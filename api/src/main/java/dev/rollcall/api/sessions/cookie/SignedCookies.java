package dev.rollcall.api.sessions.cookie;

import dev.rollcall.api.tokens.Cell;
import dev.rollcall.api.tokens.secrets.HmacSigner;
import dev.rollcall.api.tokens.secrets.SharedKey;
import dev.rollcall.api.tokens.secrets.SharedKeys;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Signed cookies that scripts cannot read and nobody else can create. A value is valid only for the cookie that it was
 * created for. It begins with the name of the {@link Cell}, if there is one.
 */
@Component
public class SignedCookies {

    private static final String MARK = "mark:";

    private final HmacSigner signer;
    private final Cell cell;

    SignedCookies(SharedKeys keys, Cell cell) {
        this.signer = keys.signer(SharedKey.PAGE_COOKIES);
        this.cell = cell;
    }

    /** @return the content, or empty if the cookie is missing or its signature is wrong */
    public Optional<String> read(HttpServletRequest request, String name) {
        return Optional.ofNullable(WebUtils.getCookie(request, fullName(request, name)))
                .flatMap(cookie -> signer.verify(name + ":" + cookie.getValue()))
                .map(content -> cell.withoutName(content.substring(name.length() + 1)));
    }

    /** Returns how many cookies of this name the request has, signed or not. */
    int count(HttpServletRequest request, String name) {
        Cookie[] all = request.getCookies();
        String fullName = fullName(request, name);
        return all == null
                ? 0
                : (int) Arrays.stream(all)
                        .filter(cookie -> cookie.getName().equals(fullName))
                        .count();
    }

    /** @param content only characters that a cookie may contain */
    public void write(
            HttpServletRequest request, HttpServletResponse response, String name, String content, Duration maxAge) {
        String named = cell.name(content);
        set(request, response, name, named + "." + signer.mac(name + ":" + named), maxAge);
    }

    public void clear(HttpServletRequest request, HttpServletResponse response, String name) {
        set(request, response, name, "", Duration.ZERO);
    }

    /** Returns a fingerprint of a secret, which changes with the secret but does not reveal it. */
    public String fingerprintOf(String secret) {
        return signer.mac(MARK + secret);
    }

    /** Whether a fingerprint is that of a secret, also if the key has been replaced since. */
    public boolean isFingerprintOf(String secret, String fingerprint) {
        return signer.isMac(fingerprint, MARK + secret);
    }

    /** Returns the name with the prefix {@code __Host-} under TLS, so that no other host or path can set the cookie. */
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
