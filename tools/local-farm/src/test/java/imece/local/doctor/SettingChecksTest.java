package imece.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.doctor.Finding.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingChecksTest {
    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));

    @Test
    void theUsualDurationsAreThoseOfTheCode() throws Exception {
        assertThat(Files.readString(HOME.resolve("api-gateway/src/main/java/imece/gateway/GatewaySettings.java")))
                .contains("@DefaultValue(\"%dm\") Duration maxRun".formatted(LookingAtFarm.MAX_RUN.toMinutes()));
        assertThat(Files.readString(HOME.resolve("gpu-worker/src/main/java/imece/worker/WorkerSettings.java")))
                .contains("@DefaultValue(\"%ds\") Duration lockWait".formatted(LookingAtFarm.LOCK_WAIT.toSeconds()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IMECE_GATEWAY_MAXRUN       | soon           | PROBLEM | a duration such as 90s or 10m
            IMECE_GATEWAY_MAX_WAITING  | many           | PROBLEM | a whole number
            IMECE_WORKER_DEMO_FAULTS   | perhaps        | PROBLEM | true or false
            IMECE_GATEWAY_PUBLICURL    | farm.local     | PROBLEM | addresses such as
            IMECE_BROKER_URI           | http://a:b@c/  | PROBLEM | 'http://c/'
            IMECE_GATEWAY_PICTURES_MINFREE | plenty    | PROBLEM | a size such as
            IMECE_GATEWAY_MAXWAITNG    | 5              | NOTE    | Did you mean IMECE_GATEWAY_MAXWAITING?
            IMECE_SOMETHING_ELSE       | 5              | NOTE    | stand in docs/settings.md
            XDG_CACHE_HOME             | cache          | PROBLEM | absolute
            """)
    void saysWhatIsWrongWithASetting(String variable, String value, Severity verdict, String words) {
        List<Finding> findings = SettingChecks.of(Map.of(variable, value));

        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().check()).isEqualTo(variable);
        assertThat(findings.getFirst().verdict()).isEqualTo(verdict);
        assertThat(findings.getFirst().says()).contains(words);
    }

    @Test
    void goodSettingsNeedNoWord() {
        Map<String, String> good = Map.of(
                "IMECE_GATEWAY_MAXRUN", "20m",
                "IMECE_GATEWAY_MAX_WAITING", "500",
                "IMECE_WORKER_LOCKWAIT", "PT1M",
                "IMECE_CHROMIUM", "/opt/chromium",
                "IMECE_GATEWAY_PICTURES_MAXTOTAL", "100GB",
                "IMECE_WORKER_SLOTS_0_URL", "http://localhost:7860",
                "XDG_CACHE_HOME", "/var/cache");

        assertThat(SettingChecks.of(good)).containsExactly(Finding.ok("settings", "Nothing wrong in the environment."));
    }

    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "10m, PT10M", "1500, PT1.5S", "PT2H, PT2H", "1d, PT24H", "250ms, PT0.25S"})
    void readsDurationsAsSpringDoes(String text, Duration expected) {
        assertThat(Durations.read(text)).isEqualTo(Optional.of(expected));
    }
}
