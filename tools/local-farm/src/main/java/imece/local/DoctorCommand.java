package imece.local;

import imece.contract.GatewayPorts;
import imece.local.doctor.Examination;
import imece.local.doctor.FactFinder;
import imece.local.doctor.Finding;
import imece.local.farm.Members;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Whether a farm can run here, and what to do if not. */
@Command(
        name = "doctor",
        description = {
            "Look at this machine, the settings and the farm on it; exit status 0: a farm can run here.",
            "With a URL: which image engine answers there, what it can do, and one small picture; 0: it can be used."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class DoctorCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "URL", description = "an image engine to examine instead")
    private @Nullable String url;

    @Option(names = "--port", paramLabel = "PORT", description = "which port a gateway is to have")
    private int port = 8080;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionChecks optionChecks = new OptionChecks(spec);
        optionChecks.number("--port", port, 1, GatewayPorts.HIGHEST);
        optionChecks.web("URL", url);
        return url == null ? machine() : engine(url);
    }

    /** The worker's own doctor: it knows the engines. */
    private static int engine(String url) throws IOException, InterruptedException {
        Process doctor = new ProcessBuilder(Members.engineDoctorCommand(Home.folder(), url))
                .inheritIO()
                .start();
        try {
            return doctor.waitFor();
        } finally {
            doctor.destroy();
        }
    }

    private int machine() {
        List<Finding> findings = Examination.of(new FactFinder(Home.folder(), data.folder()).facts(port));
        boolean well = Finding.wellEnough(findings);
        System.out.println(json ? asJson(findings, well) : asText(findings, well));
        return well ? 0 : 1;
    }

    private static String asText(List<Finding> findings, boolean well) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding ->
                text.append("%-8s %-12s %s%n".formatted(finding.verdict().word(), finding.check(), finding.says())));
        return text.append(well ? "A farm can run here." : "A farm can't run here until the problems are mended.")
                .toString();
    }

    private static String asJson(List<Finding> findings, boolean well) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ok", well);
        all.put("findings", findings.stream().map(DoctorCommand::asMap).toList());
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }

    private static Map<String, String> asMap(Finding finding) {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("check", finding.check());
        one.put("verdict", finding.verdict().word());
        one.put("says", finding.says());
        return one;
    }
}
