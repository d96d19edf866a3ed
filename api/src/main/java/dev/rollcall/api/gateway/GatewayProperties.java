package dev.rollcall.api.gateway;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.gateway.*}.
 *
 * @param cookie Whether '/authorize' also accepts the cookie of the pages, for browsers behind a gateway, and leads
 *     browsers without a session to the login page. Needs 'rollcall.gateway.allowed-hosts' and
 *     'rollcall.trusted-proxies'. See docs/gateway.md.
 * @param allowedHosts Hosts of applications behind the gateway, on which the cookie of the pages counts, and to which the
 *     login page leads back. With the port unless it is the default one, such as 'app.example.org' or 'localhost:8088'.
 */
@ConfigurationProperties("rollcall.gateway")
record GatewayProperties(
        @DefaultValue("false") boolean cookie, @DefaultValue List<String> allowedHosts) {

    /** A host name in ASCII, an IPv4 address or an IPv6 address in brackets, with or without a port. */
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}])(:[1-9]\\d{0,4})?");

    GatewayProperties {
        allowedHosts =
                allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        allowedHosts.forEach(
                host -> Assert.isTrue(
                        HOST.matcher(host).matches(),
                        () -> "rollcall.gateway.allowed-hosts: '" + host + "' is not a host such as app.example.org or"
                                + " localhost:8088; it has no scheme, path or wildcard. Write other characters than ASCII as xn--…"));
        Assert.isTrue(
                !cookie || !allowedHosts.isEmpty(),
                "rollcall.gateway.allowed-hosts must name the hosts of your applications if rollcall.gateway.cookie is"
                        + " true, such as app.example.org");
    }
}
