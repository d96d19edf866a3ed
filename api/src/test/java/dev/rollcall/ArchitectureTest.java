package dev.rollcall;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.rollcall.event.SessionEvent;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.springframework.stereotype.Controller;

/** Rules about which packages may depend on which. */
@AnalyzeClasses(packages = "dev.rollcall", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String COMMAND = "dev.rollcall.command..";
    private static final String QUERY = "dev.rollcall.query..";
    private static final String EVENT = "dev.rollcall.event..";
    private static final String API = "dev.rollcall.api..";
    private static final String EVENT_STORE = "dev.rollcall.eventstore..";
    private static final String TRANSPARENCY = "dev.rollcall.transparency..";

    /** From bottom to top: a room may only depend on rooms before it. */
    private static final List<String> ROOMS = List.of(
            "web",
            "privacy",
            "tokens",
            "accounts",
            "sessions",
            "users",
            "gateway",
            "oauth",
            "audit",
            "operations",
            "pages");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.rollcall.(**)").should().beFreeOfCycles();

    @ArchTest
    static void roomsOnlyDependOnRoomsBelow(JavaClasses code) {
        for (int i = 0; i < ROOMS.size(); i++) {
            String[] above = ROOMS.subList(i + 1, ROOMS.size()).stream()
                    .map(room -> "dev.rollcall.api." + room + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.rollcall.api." + ROOMS.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(code);
        }
    }

    @ArchTest
    static final ArchRule everyPackageOfTheApiIsInARoom = classes()
            .that()
            .resideInAPackage(API)
            .should()
            .resideInAnyPackage(ROOMS.stream()
                    .map(room -> "dev.rollcall.api." + room + "..")
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule theEventStoreDependsOnEventsOnly = noClasses()
            .that()
            .resideInAPackage(EVENT_STORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(COMMAND, QUERY, TRANSPARENCY, API, "dev.rollcall");

    @ArchTest
    static final ArchRule theTransparencyLogDependsOnNoOtherModule = noClasses()
            .that()
            .resideInAPackage(TRANSPARENCY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(COMMAND, QUERY, EVENT, EVENT_STORE, API, "dev.rollcall");

    @ArchTest
    static final ArchRule theTransparencyLogIsPlainJava = classes()
            .that()
            .resideInAPackage("dev.rollcall.transparency")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.lang..",
                    "java.math..",
                    "java.nio..",
                    "java.security..",
                    "java.time..",
                    "java.util..",
                    "dev.rollcall.transparency",
                    "com.fasterxml.jackson.core..",
                    "org.erdtman.jcs..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule theCommandSideDependsOnNeitherTheQuerySideNorTheApi = noClasses()
            .that()
            .resideInAPackage(COMMAND)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(QUERY, API, "dev.rollcall");

    @ArchTest
    static final ArchRule theQuerySideDependsOnNeitherTheCommandSideNorTheApi = noClasses()
            .that()
            .resideInAPackage(QUERY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(COMMAND, API, "dev.rollcall");

    @ArchTest
    static final ArchRule eventsDependOnNoFrameworkExceptAnnotations = classes()
            .that()
            .resideInAPackage(EVENT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", EVENT, "org.jspecify.annotations..", "com.fasterxml.jackson.annotation..");

    @ArchTest
    static final ArchRule eventsAreFinalRecordsInTheFrozenPackage = classes()
            .that()
            .areAssignableTo(SessionEvent.class)
            .and()
            .areNotInterfaces()
            .should()
            .beRecords()
            .andShould()
            .haveModifier(FINAL)
            .andShould()
            .resideInAPackage("dev.rollcall.event");

    @ArchTest
    static final ArchRule typesOfTheEventPackageAreRecordsOrEnums = classes()
            .that()
            .resideInAPackage(EVENT)
            .and()
            .areNotInterfaces()
            .and()
            .areNotAssignableTo(RuntimeException.class)
            .should()
            .beRecords()
            .orShould()
            .beEnums();

    @ArchTest
    static final ArchRule replayDecidesNothing =
            methods().that().areAnnotatedWith(EventSourcingHandler.class).should(new ApplyNoEvents());

    @ArchTest
    static final ArchRule controllersAreReachedOverHttpOnly = classes()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .should()
            .bePackagePrivate()
            .andShould()
            .haveSimpleNameEndingWith("Controller");

    @ArchTest
    static final ArchRule controllersDoNotAccessTheDatabase = noClasses()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule onlyOurOwnTokensAndTheirKeysUseJjwt = noClasses()
            .that()
            .haveNameNotMatching("dev\\.rollcall\\.api\\.tokens\\.(keys\\.VerificationKey"
                    + "|jwt\\.(AccessTokens|LogoutTokens|TokenEncoding|TokenJson|TokenJsonWriter|TokenSigner))")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.jsonwebtoken..");

    @ArchTest
    static final ArchRule onlyExternalIssuersUseNimbus = noClasses()
            .that()
            .haveNameNotMatching(
                    "dev\\.rollcall\\.api\\.tokens\\.external\\.(External(Issuer|Issuers|Claims)|JwkSetLimit)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");
}
