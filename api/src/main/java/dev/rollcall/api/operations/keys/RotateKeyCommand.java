package dev.rollcall.api.operations.keys;

import dev.rollcall.api.audit.log.LogKeys;
import dev.rollcall.api.tokens.keys.SigningKeyView;
import dev.rollcall.api.tokens.keys.SigningKeys;
import dev.rollcall.api.tokens.secrets.SharedKey;
import dev.rollcall.api.tokens.secrets.SharedKeyGenerations;
import dev.rollcall.api.tokens.secrets.SharedKeyView;
import dev.rollcall.api.web.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code keys rotate}: replaces a key that is in the database. */
@Command(
        name = "rotate",
        description = {
            "Replace a key while nodes run. The new key is known to all nodes before it signs; the old one is accepted"
                    + " until nothing needs it.",
            "Takes the server's settings from its arguments, the environment and application.yml,"
                    + " such as --spring.datasource.url=…"
        },
        footer = "Exit code: 0 if the key was replaced, 1 if it is not in the database, 2 if nothing could be done.",
        mixinStandardHelpOptions = true)
final class RotateKeyCommand implements Callable<Integer> {

    static final String ACCESS_TOKENS = "access-tokens";

    static final String TRANSPARENCY_LOG = "transparency-log";

    private static final String NAMES = "access-tokens, refresh-tokens, page-cookies or transparency-log";

    private static final List<String> OTHERS = List.of(ACCESS_TOKENS, TRANSPARENCY_LOG);

    @Mixin
    private KeyOptions options = new KeyOptions();

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Parameters(paramLabel = "KEY", description = "One of " + NAMES + ".")
    private String name = "";

    @Override
    public Integer call() {
        if (!OTHERS.contains(name) && SharedKey.labelled(name).isEmpty()) {
            throw new ParameterException(options.command(), "There is no key '" + name + "'. Give one of " + NAMES);
        }
        return options.run(settings, this::rotate);
    }

    private int rotate(ConfigurableApplicationContext node) {
        try {
            Optional<SharedKey> key = SharedKey.labelled(name);
            if (key.isPresent()) {
                return rotate(node, key.get());
            }
            if (name.equals(TRANSPARENCY_LOG)) {
                rotateLogKey(node);
            } else {
                rotateAccessTokens(node);
            }
            return 0;
        } catch (Problem refused) {
            options.printError(String.valueOf(refused.getBody().getDetail()));
            return 1;
        } catch (IllegalStateException refused) {
            options.printError(String.valueOf(refused.getMessage()));
            return 1;
        }
    }

    private int rotate(ConfigurableApplicationContext node, SharedKey key) {
        SharedKeyGenerations generations = node.getBean(SharedKeyGenerations.class);
        if (generations.isInSettings(key)) {
            options.printError("The key of " + name + " comes from the settings. Replace it there: see docs/keys.md");
            return 1;
        }
        SharedKeyView made = generations.rotate(key);
        options.print("Generation %d of %s signs from %s on", made.generation(), name, made.signsFrom());
        options.print("Generation %d is accepted until no session needs it, and then deleted", made.generation() - 1);
        return 0;
    }

    private void rotateLogKey(ConfigurableApplicationContext node) {
        options.print("The key of the log is %s", node.getBean(LogKeys.class).replace());
        options.print("The log has a line that says so, signed with the key before it. Give auditors the new key");
    }

    private void rotateAccessTokens(ConfigurableApplicationContext node) {
        SigningKeyView made = node.getBean(SigningKeys.class).rotate();
        options.print(
                "Generation %s of %s signs from %s on",
                String.valueOf(made.generation()), name, String.valueOf(made.signsFrom()));
        options.print("The generation before it is accepted until its last token has expired");
    }
}
