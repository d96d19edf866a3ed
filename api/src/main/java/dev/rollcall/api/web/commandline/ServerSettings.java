package dev.rollcall.api.web.commandline;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Settings of the server that a command accepts besides its own options. They apply to the part of the application that
 * the command starts.
 *
 * @param arguments the arguments that the command did not recognise
 */
public record ServerSettings(CommandLine command, List<String> arguments) {

    private static final String FORM = "--(spring|rollcall|logging)\\..+=.*";

    /**
     * Starts a part of the application without a web server. The statement timeout is one hour by default.
     *
     * @throws ParameterException if an argument is not a setting; the message names the first one
     */
    public ConfigurableApplicationContext start(Class<?> part) {
        return start(new SpringApplicationBuilder(part)
                .web(WebApplicationType.NONE)
                .properties("rollcall.database.statement-timeout=PT1H"));
    }

    /**
     * Starts the whole application on a random port of the loopback interface, so that no other host can reach it. It
     * is not warmed up, and stops at once.
     *
     * @param more settings that the command's user cannot change, as arguments
     * @throws ParameterException if an argument is not a setting; the message names the first one
     */
    public ConfigurableApplicationContext startNode(Class<?> application, String... more) {
        return start(
                new SpringApplicationBuilder(application)
                        .properties("rollcall.warm-up.at-most=PT0S", "rollcall.shutdown.drain=PT0S"),
                Stream.concat(Stream.of("--server.address=127.0.0.1", "--server.port=0"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private ConfigurableApplicationContext start(SpringApplicationBuilder application, String... more) {
        arguments.stream()
                .filter(argument -> !argument.matches(FORM))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new ParameterException(command, "Unknown argument: " + unknown);
                });
        try {
            return application
                    .properties("spring.main.banner-mode=off", "logging.level.root=warn")
                    .logStartupInfo(false)
                    .run(Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
        } catch (RuntimeException reported) {
            throw new CommandNotStarted(reported);
        }
    }
}
