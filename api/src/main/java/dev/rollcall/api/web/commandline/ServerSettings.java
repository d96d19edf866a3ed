package dev.rollcall.api.web.commandline;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What a command takes besides its own options: settings of the server, with which it starts what it needs of that.
 *
 * @param arguments what the command did not recognise
 */
public record ServerSettings(CommandLine command, List<String> arguments) {

    private static final String FORM = "--(spring|rollcall|logging)\\..+=.*";

    /**
     * Starts a part of the application that serves nobody, and so has time.
     *
     * @throws ParameterException naming the first argument that is no setting
     */
    public ConfigurableApplicationContext start(Class<?> part) {
        return start(new SpringApplicationBuilder(part)
                .web(WebApplicationType.NONE)
                .properties("rollcall.database.statement-timeout=PT1H"));
    }

    /** Starts the whole application, which can be reached from nowhere; else as {@link #start}. */
    public ConfigurableApplicationContext startNode(Class<?> application) {
        return start(new SpringApplicationBuilder(application), "--server.address=127.0.0.1", "--server.port=0");
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
