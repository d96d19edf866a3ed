package dev.rollcall;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** Rules about how the code is written. */
@AnalyzeClasses(packages = "dev.rollcall", importOptions = ImportOption.DoNotIncludeTests.class)
class HabitsTest {

    /** The only classes that may read the clock or use randomness. */
    private static final String[] SOURCES_OF_TIME_AND_RANDOMNESS = {
        "dev.rollcall.api.web.ApplicationConfiguration", // the clock, randomness and session ids
        "dev.rollcall.eventstore.clock.ServerClock", // this node's clock, to compare it
        "dev.rollcall.eventstore.MessageIds", // ids of messages, which Axon creates without a context
        "dev.rollcall.api.tokens.secrets.HmacKey", // random bytes, once per key
        "dev.rollcall.api.sessions.checks.EndedSessionListener", // how old the feed is, by a monotonic clock
        "dev.rollcall.api.sessions.endings.StreamClock", // times of a stream, by a monotonic clock
        "dev.rollcall.api.privacy.AeadKey", // nonces and keys
        "dev.rollcall.command.handling.LostRaceRetry", // jitter
        "dev.rollcall.eventstore.following.ChannelReader", // how long it has waited, by a monotonic clock
    };

    private static final Pattern TIME_AND_RANDOMNESS =
            Pattern.compile("java\\.time\\.\\w+\\.now\\((?!.*Clock).*|java\\.time\\.Clock\\.(system|tick).*"
                    + "|java\\.lang\\.System\\.(currentTimeMillis|nanoTime).*|java\\.util\\.Date\\.<init>\\(\\)"
                    + "|java\\.util\\.UUID\\.randomUUID.*|java\\.lang\\.Math\\.random.*"
                    + "|java\\.(util|security)\\.\\w*Random\\.<init>.*|java\\..*ThreadLocalRandom\\.current.*"
                    + "|com\\.fasterxml\\.uuid\\.Generators\\..*");

    private static final DescribedPredicate<CodeUnitCallTarget> READS_THE_CLOCK_OR_USES_RANDOMNESS =
            DescribedPredicate.describe(
                    "reads the clock or uses randomness",
                    target -> TIME_AND_RANDOMNESS.matcher(target.getFullName()).matches());

    private static final DescribedPredicate<JavaClass> A_SOURCE_OF_TIME_OR_RANDOMNESS = DescribedPredicate.describe(
            "a source of time or randomness",
            type -> List.of(SOURCES_OF_TIME_AND_RANDOMNESS).contains(type.getFullName()));

    @ArchTest
    static final ArchRule timeAndRandomnessAreInjected = noClasses()
            .that(DescribedPredicate.not(A_SOURCE_OF_TIME_OR_RANDOMNESS))
            .should()
            .callCodeUnitWhere(target(READS_THE_CLOCK_OR_USES_RANDOMNESS));

    @ArchTest
    static final ArchRule theListOfSourcesHasNoSuperfluousEntries = classes()
            .that(A_SOURCE_OF_TIME_OR_RANDOMNESS)
            .should()
            .callCodeUnitWhere(target(READS_THE_CLOCK_OR_USES_RANDOMNESS));

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    static final ArchRule loggingGoesThroughSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule namesAvoidMeaninglessWords = noClasses()
            .should()
            .haveNameMatching(".*[.$](\\w*[a-z0-9])?(Manager|Helper|Utils?|Impl|Base|Common|Dto)([A-Z$]\\w*)?");

    @ArchTest
    static final ArchRule nullnessIsDeclared = classes().should(new ArchCondition<>("be in a @NullMarked package") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            events.add(new SimpleConditionEvent(
                    type,
                    type.getPackage()
                            .tryGetPackageInfo()
                            .filter(info -> info.isAnnotatedWith(NullMarked.class))
                            .isPresent(),
                    type.getPackageName() + " has no @NullMarked package-info"));
        }
    });
}
