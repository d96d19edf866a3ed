package dev.rollcall.api.gateway;

import org.junit.jupiter.api.condition.EnabledIf;

/** S2-4: browsers behind nginx. */
@EnabledIf(value = "dev.rollcall.testing.ExampleGateway#isNginxInstalled", disabledReason = "nginx is not installed")
class NginxBrowserIT extends BrowsersBehindGateway {

    NginxBrowserIT() {
        super("nginx-browser.conf");
    }
}
