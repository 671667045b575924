package imece.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import imece.rooms.DeclaredArrows;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.annotation.Scheduled;

class ArchitectureTest {

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("imece.gateway");

    /** Who may know whom: the job's way down the page. This list only shrinks. */
    private static final String ARROWS = """
            access -> account, audit, background, http, identity, key, operator, owner
            account -> audit, background, chat, http, identity, job.rows, turn
            audit -> http, identity
            chat -> http, identity, job.rows, line, owner
            deletion -> audit, background, chat, http, identity, job, job.rows, owner, picture
            dispatch -> background, broker, job, job.rows, line, picture, turn, turn.rows, workers
            export -> http, identity, job, job.rows, picture
            feed -> background, broker, chat, identity, job, job.rows, line, workers
            http.body -> background, http
            http.openapi -> access, http, identity, submit
            identity -> http
            ingest -> background, broker, job, job.rows, moderation, picture, workers
            job -> turn
            job.api -> audit, http, identity, job, job.rows, line, operator
            job.rows -> job, turn
            key -> audit, http, identity, turn
            line -> audit, background, broker, http, job, operator, turn, turn.rows, workers
            moderation -> audit, http, job, job.rows, picture
            operator -> audit, http, identity
            owner -> audit, http, identity, operator, turn
            picture -> background, http, identity, job, job.rows, owner, picture.decode
            picture.decode -> http
            picture.serve -> http, identity, job, job.rows, picture
            recovery -> background, broker, job, job.rows, workers
            submit -> audit, background, chat, http, identity, job, job.api, job.rows, line, moderation, operator, owner, picture, turn, turn.rows, workers
            turn.rows -> background, turn
            workers -> audit, background, broker, http, operator
            """;

    @Test
    void packagesKnowEachOtherAsDeclared() {
        DeclaredArrows.check(GATEWAY, "imece.gateway", ARROWS);
    }

    @Test
    void packagesDependOnEachOtherWithoutCycles() {
        slices().matching("imece.gateway.(**)").should().beFreeOfCycles().check(GATEWAY);
    }

    @Test
    void whatDecidesAboutJobsKnowsNothingButItselfAndTheContract() {
        classes()
                .that()
                .resideInAPackage("imece.gateway.job")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "imece.gateway.job",
                        "imece.gateway.turn",
                        "imece.contract",
                        "java.lang..",
                        "java.time",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "org.jspecify..")
                .check(GATEWAY);
    }

    @Test
    void whatDecidesWhoseTurnItIsKnowsNothingButItselfAndTheContract() {
        classes()
                .that()
                .resideInAPackage("imece.gateway.turn")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "imece.gateway.turn",
                        "imece.contract",
                        "java.lang..",
                        "java.time",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "org.jspecify..")
                .check(GATEWAY);
    }

    @Test
    void theTimeComesFromTheClockOnly() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(GATEWAY);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Gateway.class.getName())
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(GATEWAY);
    }

    @Test
    void whatIsDoneNowAndThenIsAPeriodicTask() {
        noMethods().should().beAnnotatedWith(Scheduled.class).check(GATEWAY);
    }

    @Test
    void whereTheBrokerIsIsReadInOnePlaceWhichTrustsNobodyUnknown() {
        noClasses()
                .should()
                .callConstructor(com.rabbitmq.client.ConnectionFactory.class)
                .orShould()
                .callMethod(com.rabbitmq.client.ConnectionFactory.class, "setUri", String.class)
                .check(GATEWAY);
    }

    @Test
    void theGatewayKnowsNoWorker() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("imece.worker..")
                .check(GATEWAY);
    }

    @Test
    void nothingIsNamedAfterWhatItIsNot() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Dto|Processor)$")
                .orShould(new com.tngtech.archunit.lang.ArchCondition<JavaClass>("be an abstract base by name") {
                    @Override
                    public void check(JavaClass item, com.tngtech.archunit.lang.ConditionEvents events) {
                        if (item.getSimpleName().startsWith("Abstract")) {
                            events.add(com.tngtech.archunit.lang.SimpleConditionEvent.satisfied(
                                    item, item.getName() + " is named Abstract…"));
                        }
                    }
                })
                .check(GATEWAY);
    }
}
