package dev.rollcall.client.test.fake;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The beans of {@link EnableFakeRollcall}. */
@Configuration(proxyBeanMethods = false)
class FakeRollcallConfiguration {

    @Bean(destroyMethod = "close")
    FakeRollcall fakeRollcall() {
        return FakeRollcall.start();
    }

    @Bean
    DynamicPropertyRegistrar fakeRollcallSettings(FakeRollcall rollcall) {
        return rollcall::addSettings;
    }
}
