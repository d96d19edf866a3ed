package dev.rollcall.api.operations.keys;

import dev.rollcall.api.audit.log.LogKeys;
import dev.rollcall.api.privacy.MasterKeyView;
import dev.rollcall.api.privacy.UserKeyRewrap;
import dev.rollcall.api.tokens.keys.SigningKeyView;
import dev.rollcall.api.tokens.keys.SigningKeys;
import dev.rollcall.api.tokens.secrets.SharedKey;
import dev.rollcall.api.tokens.secrets.SharedKeyGenerations;
import dev.rollcall.api.tokens.secrets.SharedKeyView;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** {@code keys list}: which keys there are, how old they are and what they do. */
@Command(
        name = "list",
        description = {
            "Show all keys with their age and state, never the keys themselves.",
            "Takes the server's settings from its arguments, the environment and application.yml,"
                    + " such as --spring.datasource.url=…"
        },
        footer = "Exit code: 0, or 2 if the database cannot be used.",
        mixinStandardHelpOptions = true)
final class ListKeysCommand implements Callable<Integer> {

    @Mixin
    private KeyOptions options = new KeyOptions();

    @Unmatched
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        return options.run(settings, node -> {
            Instant now = node.getBean(Clock.class).instant();
            options.print("%s", KeyLine.header());
            lines(node).forEach(line -> options.print("%s", line.format(now)));
            return 0;
        });
    }

    private static List<KeyLine> lines(ConfigurableApplicationContext node) {
        List<KeyLine> lines = new ArrayList<>();
        node.getBean(SigningKeys.class).list().forEach(key -> lines.add(ofAccessTokens(key)));
        SharedKeyGenerations generations = node.getBean(SharedKeyGenerations.class);
        for (SharedKey shared : SharedKey.values()) {
            if (generations.isInSettings(shared)) {
                lines.add(new KeyLine(shared.label(), "from the settings", null, "signing"));
            }
            generations.list(shared).forEach(key -> lines.add(of(key)));
        }
        lines.addAll(ofLog(node.getBean(LogKeys.class)));
        node.getBean(UserKeyRewrap.class).list().forEach(key -> lines.add(of(key)));
        return lines;
    }

    private static List<KeyLine> ofLog(LogKeys keys) {
        String current = keys.current().toString();
        return keys.all().stream()
                .map(key -> new KeyLine(
                        RotateKeyCommand.TRANSPARENCY_LOG,
                        HexFormat.of().toHexDigits(key.id()),
                        null,
                        key.toString().equals(current) ? "signing" : "verifying"))
                .toList();
    }

    private static KeyLine of(MasterKeyView key) {
        return new KeyLine("master", key.id(), key.since(), key.inUse() ? "in use" : "being replaced");
    }

    private static KeyLine ofAccessTokens(SigningKeyView key) {
        Integer generation = key.generation();
        return new KeyLine(
                RotateKeyCommand.ACCESS_TOKENS,
                generation == null ? "from a file" : generation.toString(),
                key.createdAt(),
                lower(key.state()));
    }

    private static KeyLine of(SharedKeyView key) {
        return new KeyLine(key.key().label(), Integer.toString(key.generation()), key.createdAt(), lower(key.state()));
    }

    private static String lower(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
