package dev.rollcall.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a service gets with the starter, and what it does not get. */
@AnalyzeClasses(packages = "dev.rollcall.client", importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.rollcall.client.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theCoreKnowsNoWebStack = noClasses()
            .that()
            .resideOutsideOfPackages("dev.rollcall.client.servlet..", "dev.rollcall.client.autoconfigure..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..");

    @ArchTest
    static final ArchRule onlyTheReactiveSideNeedsReactor = noClasses()
            .that()
            .resideOutsideOfPackages("dev.rollcall.client.reactive..", "dev.rollcall.client.autoconfigure..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "org.springframework.web.server..");

    @ArchTest
    static final ArchRule noOtherModuleOfOursIsNeeded = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("dev.rollcall.api..", "dev.rollcall.event..", "org.axonframework..", "java.sql..");

    @Test
    void theClassPathHasNeitherAxonNorJdbc() {
        assertThat(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> new File(entry).getName()))
                .anyMatch(name -> name.startsWith("spring-security-oauth2-resource-server"))
                .noneMatch(name -> name.matches("(axon|spring-jdbc|spring-boot-jdbc|postgresql|HikariCP|spring-tx).*"));
    }
}
