package dev.rollcall.api.web.input;

import dev.rollcall.api.web.settings.WrongSetting;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.List;
import org.hibernate.validator.constraints.IpAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/** The proxies whose {@code X-Forwarded-*} headers are trusted: {@code rollcall.trusted-proxies}. */
@Component
public class TrustedProxies {

    /**
     * @param trustedProxies IP addresses or CIDR blocks of proxies whose 'X-Forwarded-For' and 'X-Forwarded-Proto'
     *     headers are trusted. See docs/install.md.
     */
    @ConfigurationProperties("rollcall")
    record Properties(@DefaultValue List<String> trustedProxies) {}

    private record Address(@IpAddress String value) {}

    private final Validator validator;
    private final List<IpAddressMatcher> proxies;

    TrustedProxies(Properties properties, Validator validator) {
        this.validator = validator;
        this.proxies = properties.trustedProxies().stream().map(this::matcher).toList();
    }

    public boolean isEmpty() {
        return proxies.isEmpty();
    }

    /** Returns the request with what trusted proxies say about it. */
    public ForwardedRequest forwarded(HttpServletRequest request) {
        return new ForwardedRequest(request, this);
    }

    /**
     * Returns the right-most address that is not a trusted proxy, because a client can make up everything to the left
     * of its own address. Returns {@code peer} if an entry that has to be read is not an IP address.
     *
     * @param forwardedFor the values of {@code X-Forwarded-For}, in the order received
     */
    String senderOf(String peer, List<String> forwardedFor) {
        String sender = peer;
        List<String> hops = forwardedFor.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .toList();
        for (int i = hops.size() - 1; i >= 0 && isTrusted(sender); i--) {
            sender = hops.get(i);
            if (!isAddress(sender)) {
                return peer;
            }
        }
        return sender;
    }

    boolean isTrusted(String address) {
        return proxies.stream().anyMatch(proxy -> proxy.matches(address));
    }

    /** Never does a DNS lookup. */
    private boolean isAddress(String value) {
        return !value.isEmpty()
                && value.indexOf('%') < 0
                && validator.validate(new Address(value)).isEmpty();
    }

    private IpAddressMatcher matcher(String proxy) {
        String[] parts = proxy.split("/", 2);
        try {
            if (isAddress(parts[0]) && (parts.length == 1 || parts[1].matches("\\d{1,3}"))) {
                return new IpAddressMatcher(proxy);
            }
        } catch (IllegalArgumentException prefixTooLong) {
            throw invalid(proxy, prefixTooLong);
        }
        throw invalid(proxy, null);
    }

    private static WrongSetting invalid(String proxy, @Nullable Exception cause) {
        return new WrongSetting(
                "rollcall.trusted-proxies: '" + proxy + "' is neither an IP address nor a CIDR block", cause);
    }
}
