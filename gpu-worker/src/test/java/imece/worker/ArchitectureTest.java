package imece.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses WORKER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("imece.worker");

    @Test
    void onlyTheLinkKnowsTheBrokerAndOnlyLinkAndWiringKnowSpring() {
        noClasses()
                .that()
                .resideOutsideOfPackages("imece.worker", "imece.worker.link")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "com.rabbitmq..")
                .check(WORKER);
        noClasses()
                .that()
                .resideInAPackage("imece.worker")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.rabbitmq..", "org.springframework.amqp..")
                .check(WORKER);
    }

    @Test
    void whereTheBrokerIsIsReadInOnePlaceWhichTrustsNobodyUnknown() {
        noClasses()
                .should()
                .callConstructor(com.rabbitmq.client.ConnectionFactory.class)
                .orShould()
                .callMethod(com.rabbitmq.client.ConnectionFactory.class, "setUri", String.class)
                .check(WORKER);
    }

    @Test
    void onlyTheWiringKnowsTheClock() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Wiring")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .check(WORKER);
    }

    @Test
    void onlyTheWiringKnowsWhichEnginesThereAre() {
        noClasses()
                .that()
                .resideOutsideOfPackages("imece.worker", "imece.worker.demo")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("imece.worker.demo..")
                .check(WORKER);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("imece.worker.(*)..").should().beFreeOfCycles().check(WORKER);
    }

    @Test
    void theDrawingKnowsOnlyTheStandardLibrary() {
        classes()
                .that()
                .haveNameMatching("imece\\.worker\\.(demo|png)\\..*")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.imageio..", "imece..", "org.jspecify..")
                .check(WORKER);
    }
}
