package dev.rollcall.api.sessions;

import dev.rollcall.event.OperatorSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules for sessions that the operator laid down. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    @Bean
    OperatorSettings operatorSettings(SessionsProperties properties) {
        return properties.toSettings();
    }
}
