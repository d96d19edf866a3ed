package dev.rollcall.api.sessions;

import dev.rollcall.command.LastActivity;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.query.livesessions.SessionActivity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides what the aggregate needs, besides its events, to decide on commands. */
@Configuration(proxyBeanMethods = false)
class SessionsConfiguration {

    @Bean
    OperatorSettings operatorSettings(SessionsProperties properties) {
        return properties.toSettings();
    }

    @Bean
    LastActivity lastActivity(SessionActivity activity) {
        return activity::of;
    }
}
