package dev.rollcall.api.web;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides what comes from outside the domain: time, randomness and ids. */
@Configuration(proxyBeanMethods = false)
public class ApplicationConfiguration {

    /** Returns a clock with millisecond precision, so that a time is the same in events, tables and responses. */
    public static Clock wallClock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    Clock clock() {
        return wallClock();
    }

    /** Generates version 7 UUIDs, which sort by time. */
    @Bean
    TimeBasedEpochGenerator sessionIds() {
        return Generators.timeBasedEpochGenerator();
    }

    @Bean
    RandomGenerator random() {
        return new SecureRandom();
    }
}
