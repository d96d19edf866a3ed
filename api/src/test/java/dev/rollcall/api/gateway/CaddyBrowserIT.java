package dev.rollcall.api.gateway;

import org.junit.jupiter.api.condition.EnabledIf;

/** S2-4: browsers behind Caddy. */
@EnabledIf(value = "dev.rollcall.testing.ExampleGateway#isCaddyInstalled", disabledReason = "Caddy is not installed")
class CaddyBrowserIT extends BrowsersBehindGateway {

    CaddyBrowserIT() {
        super("Caddyfile");
    }
}
