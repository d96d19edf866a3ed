package dev.rollcall;

import dev.rollcall.api.operations.cli.RollcallCommand;
import org.axonframework.springboot.autoconfig.AxonTimeoutAutoConfiguration;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/**
 * Starts Rollcall, or runs one of its commands. Four auto-configurations are excluded: Axon's update checker, which
 * calls home; Axon's message time-outs, which take a stack trace for every message (the driver's socket time-out bounds
 * a command instead); Spring's user details service, which generates a password; and Spring's error page, which
 * responds without a problem code.
 */
@SpringBootApplication(
        exclude = {
            AxonTimeoutAutoConfiguration.class,
            UpdateCheckerAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            ErrorMvcAutoConfiguration.class
        })
@ConfigurationPropertiesScan
public class RollcallApplication {

    public static void main(String[] args) {
        if (RollcallCommand.isCommand(args)) {
            System.exit(RollcallCommand.run(args));
        }
        SpringApplication.run(RollcallApplication.class, args);
    }
}
