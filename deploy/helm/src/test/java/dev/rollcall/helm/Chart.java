package dev.rollcall.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The chart, rendered by Helm as a native library. */
final class Chart {

    static final Path DIRECTORY = Path.of("rollcall").toAbsolutePath();

    /** The values that every installation needs. */
    static final String REQUIRED = """
            image: {repository: registry.example.org/rollcall}
            database: {url: "jdbc:postgresql://db.example.org:5432/rollcall"}
            secrets: {database: database, masterKey: keys}
            """;

    /** {@code helm template} leaves hooks out, unlike an installation. Under another name, they are rendered. */
    private static final String HOOK = "helm.sh/hook";

    private static final String RENDERED_HOOK = "example.org/hook";

    private Chart() {}

    /**
     * Renders the chart, as {@code helm template id}.
     *
     * @param values files of values, the later ones count
     * @throws IllegalStateException if Helm refuses that, with its message
     */
    static Manifests render(String... values) {
        try {
            var template = new Helm(withoutHooks())
                    .template()
                    .withName("id")
                    .withNamespace("login")
                    .withKubeVersion("1.31.0");
            for (String text : values) {
                Path file = Files.createTempFile("values", ".yaml");
                file.toFile().deleteOnExit();
                template.withValuesFile(Files.writeString(file, text));
            }
            return new Manifests(template.call());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path withoutHooks() throws IOException {
        Path copy = Files.createTempDirectory("chart");
        Files.createDirectory(copy.resolve("templates"));
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(
                        copy.resolve(DIRECTORY.relativize(file)),
                        Files.readString(file).replace(HOOK, RENDERED_HOOK));
            }
        }
        return copy;
    }

    static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }
}
