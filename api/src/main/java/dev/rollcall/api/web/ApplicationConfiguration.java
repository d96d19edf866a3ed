package dev.rollcall.api.web;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What comes from outside the domain: time, chance and ids. */
@Configuration(proxyBeanMethods = false)
public class ApplicationConfiguration {

    /** Milliseconds, so that a time is the same in an event, in a table and in an answer. */
    public static Clock wallClock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    Clock clock() {
        return wallClock();
    }

    /** UUIDs of version 7, which sort by time. */
    @Bean
    TimeBasedEpochGenerator sessionIds() {
        return Generators.timeBasedEpochGenerator();
    }

    @Bean
    RandomGenerator chance() {
        return new SecureRandom();
    }
}
