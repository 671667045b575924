package imece.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    /** Its jar holds no library that the gateway's other packages need. */
    @Test
    void theSimulatorKnowsThePolicyOfTheGatewayAndNothingElseOfIt() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "imece.simulator",
                        "imece.gateway.turn",
                        "imece.contract",
                        "imece.bench.report",
                        "imece.bench.stats",
                        "java..",
                        "picocli",
                        "org.jspecify..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("imece.simulator"));
    }
}
