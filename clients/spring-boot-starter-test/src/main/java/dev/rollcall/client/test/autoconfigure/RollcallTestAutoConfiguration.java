package dev.rollcall.client.test.autoconfigure;

import dev.rollcall.client.test.TestSessionDecoder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/** Lets the decoder of the service, whichever that is, know test sessions. */
@AutoConfiguration
public class RollcallTestAutoConfiguration {

    @Bean
    static BeanPostProcessor testSessionDecoder() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof JwtDecoder decoder ? TestSessionDecoder.beside(decoder) : bean;
            }
        };
    }

    /** Only with Reactor. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "reactor.core.publisher.Mono")
    static class Reactive {

        @Bean
        static BeanPostProcessor reactiveTestSessionDecoder() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof ReactiveJwtDecoder decoder
                            ? TestSessionDecoder.Reactive.beside(decoder)
                            : bean;
                }
            };
        }
    }
}
