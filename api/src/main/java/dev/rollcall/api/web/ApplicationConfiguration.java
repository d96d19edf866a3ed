package dev.rollcall.api.web;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.rollcall.eventstore.BackgroundPace;
import dev.rollcall.eventstore.clock.ServerClock;
import dev.rollcall.eventstore.clock.VerifiedClock;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides what comes from outside the domain: time, randomness, ids, and how busy the node is. */
@Configuration(proxyBeanMethods = false)
public class ApplicationConfiguration {

    /** Returns the clock of this machine for commands, with millisecond precision like that of nodes. */
    public static Clock wallClock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    Clock clock(ServerClock server) {
        return new VerifiedClock(server);
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

    @Bean
    BackgroundPace backgroundPace(RequestRate requests) {
        return new BackgroundPace(requests::isBusy, System::nanoTime, LockSupport::parkNanos);
    }
}
