package imece.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Repository;

class ArchitectureTest {

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("imece.gateway");

    @Test
    void packagesDependOnEachOtherWithoutCycles() {
        slices().matching("imece.gateway.(*)..").should().beFreeOfCycles().check(GATEWAY);
    }

    @Test
    void whatDecidesAboutJobsKnowsNeitherSpringNorDatabaseNorBroker() {
        noClasses()
                .that()
                .resideInAPackage("imece.gateway.job")
                .and()
                .areNotAnnotatedWith(Repository.class)
                .and()
                .doNotHaveSimpleName("JobRows")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "com.rabbitmq..")
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
