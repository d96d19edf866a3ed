package dev.rollcall.api.projections;

import dev.rollcall.api.database.EmbeddedPostgresConfiguration;
import dev.rollcall.api.personaldata.DeviceSeals;
import dev.rollcall.api.wiring.ApplicationConfiguration;
import dev.rollcall.api.wiring.StoredForm;
import dev.rollcall.query.rebuild.ReadModel;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The part of the application that rebuilds need: the database and the keys; nothing that serves or processes. */
final class ProjectionsContext {

    private ProjectionsContext() {}

    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class
    })
    @Import(EmbeddedPostgresConfiguration.class)
    @ComponentScan(
            basePackageClasses = {ProjectionsContext.class, DeviceSeals.class, ReadModel.class},
            basePackages = {"dev.rollcall.query.livesessions", "dev.rollcall.query.history"})
    static class Parts {

        @Bean
        Clock clock() {
            return ApplicationConfiguration.wallClock();
        }

        @Bean
        Serializer serializer() {
            return JacksonSerializer.builder().objectMapper(StoredForm.json()).build();
        }
    }

    /** @param settings of the server, as {@code --spring.…=} and {@code --rollcall.…=} */
    static ConfigurableApplicationContext start(@Nullable CommandSpec command, List<String> settings) {
        settings.stream()
                .filter(argument -> !argument.matches("--(spring|rollcall|logging)\\..+=.*"))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new ParameterException(
                            Objects.requireNonNull(command).commandLine(), "Unknown argument: " + unknown);
                });
        return new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "logging.level.root=warn")
                .logStartupInfo(false)
                .run(settings.toArray(String[]::new));
    }
}
