package imece.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import imece.rooms.DeclaredArrows;
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
                .doNotHaveSimpleName("WorkerWiring")
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

    /** Who may know whom. This list only shrinks. */
    private static final String ARROWS = """
            demo -> engine, png
            detect -> engine, engine.comfyui, engine.forge, engine.http, engine.openai, engine.sdcpp, png
            engine -> png
            engine.comfyui -> engine, engine.http, engine.picture
            engine.forge -> engine, engine.http, engine.picture
            engine.http -> engine
            engine.openai -> engine, engine.http, engine.picture
            engine.picture -> engine, png
            engine.sdcpp -> engine, engine.http, engine.picture
            gpu -> engine
            instant -> engine, png
            link -> run, slot
            run -> engine, engine.http, engine.picture, gpu, png
            slot -> engine, gpu, run
            """;

    @Test
    void packagesKnowEachOtherAsDeclared() {
        DeclaredArrows.check(WORKER, "imece.worker", ARROWS);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("imece.worker.(**)").should().beFreeOfCycles().check(WORKER);
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
