package dev.rollcall.client.service;

import dev.rollcall.client.RollcallSession;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service that has the starter and no security configuration. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class ServiceUnderTest {

    @RestController
    static class Orders {

        @GetMapping("/orders")
        Map<String, Object> orders(@AuthenticationPrincipal RollcallSession session, Authentication authentication) {
            return Map.of(
                    "userId", session.userId(),
                    "userName", session.userName(),
                    "sessionId", session.sessionId(),
                    "name", authentication.getName(),
                    "authorities",
                            authentication.getAuthorities().stream()
                                    .map(GrantedAuthority::getAuthority)
                                    .toList());
        }

        @GetMapping("/admin")
        String admin() {
            return "for administrators";
        }
    }

    /** Starts the service with both web stacks on the class path. */
    public static ConfigurableApplicationContext start(
            WebApplicationType stack, Map<String, String> settings, Class<?>... configurations) {
        return new SpringApplicationBuilder(ServiceUnderTest.class)
                .sources(configurations)
                .web(stack)
                .properties(Map.of(
                        "server.address", "127.0.0.1",
                        "server.port", "0",
                        "spring.main.banner-mode", "off",
                        "management.endpoints.web.exposure.include", "*",
                        "management.endpoint.health.show-details", "always",
                        "logging.level.root", "warn"))
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
