package imece.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.doctor.Facts.BrokerFacts;
import imece.local.doctor.Facts.FarmFacts;
import imece.local.doctor.Facts.GpuFactList;
import imece.local.doctor.Facts.GpuFacts;
import imece.local.doctor.Facts.MachineFacts;
import imece.local.doctor.Facts.Port;
import imece.local.doctor.Facts.Room;
import imece.local.doctor.Facts.SenderFacts;
import imece.local.doctor.Facts.ServerFacts;
import imece.local.doctor.Facts.ToolFacts;
import imece.local.doctor.Finding.Severity;
import imece.local.nodes.PostgresSource;
import imece.local.nodes.RabbitSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExaminationTest {
    private static final long GIB = 1L << 30;
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final ToolFacts TOOLS =
            new ToolFacts(25, "Apache Maven 3.9.9", "v20.19.4", true, true, "/usr/bin/chromium");
    private static final MachineFacts MACHINE = new MachineFacts(4, 8 * GIB, 6 * GIB, 65_536L, NOW, NOW, null);
    private static final PostgresSource POSTGRES = new PostgresSource("18.6.0", true, true, false);
    private static final FarmFacts NO_FARM = new FarmFacts(
            false,
            Map.of(),
            Optional.empty(),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Optional.empty(),
            Optional.empty());

    @Test
    void aGoodMachineHasNothingButGoodLinesOneForEachCheck() {
        List<Finding> findings = Examination.of(new Facts(
                TOOLS,
                MACHINE,
                List.of(room(50 * GIB, null)),
                List.of(new Port(8080, true, false)),
                new ServerFacts(POSTGRES, new RabbitSource.Cached("3.10.8"), null),
                new GpuFactList(false, null, List.of()),
                Map.of("HOME", "/home/ada"),
                NO_FARM));

        assertThat(findings).allMatch(finding -> finding.verdict() == Severity.OK);
        assertThat(findings.stream().map(Finding::check))
                .containsExactly(
                        "JDK",
                        "Maven",
                        "Node",
                        "Chromium",
                        "cores",
                        "memory",
                        "open files",
                        "clock",
                        "loopback",
                        "data folder",
                        "port 8080",
                        "PostgreSQL",
                        "RabbitMQ",
                        "GPUs",
                        "settings",
                        "farm",
                        "longest run");
        assertThat(Finding.wellEnough(findings)).isTrue();
    }

    @Test
    void buildersAreMissedOnlyWhereSomethingIsStillToBeBuilt() {
        assertThat(verdicts(ToolChecks.of(new ToolFacts(21, null, "v20.18.0", true, true, null))))
                .containsExactly(Severity.OK, Severity.NOTE, Severity.NOTE, Severity.NOTE);
        assertThat(verdicts(ToolChecks.of(new ToolFacts(17, null, "v24.1.0", false, false, null))))
                .containsExactly(Severity.PROBLEM, Severity.PROBLEM, Severity.PROBLEM, Severity.NOTE);
    }

    @ParameterizedTest
    @CsvSource({"v20.19.0, true", "v20.18.3, false", "v22.1.0, true", "v18.20.1, false", "nightly, false"})
    void knowsWhichNodeBuildsTheWebApp(String version, boolean enough) {
        assertThat(ToolChecks.newEnough(version)).isEqualTo(enough);
    }

    @Test
    void aSmallMachineIsToldWhatItLacks() {
        MachineFacts small =
                new MachineFacts(1, GIB, GIB / 2, 512L, NOW, NOW.plusSeconds(61), "127.0.0.1 does not work.");

        assertThat(verdicts(MachineChecks.of(small)))
                .containsExactly(Severity.NOTE, Severity.PROBLEM, Severity.PROBLEM, Severity.PROBLEM, Severity.PROBLEM);
        assertThat(MachineChecks.of(small).get(1).says()).startsWith("1.0 GiB, of which 512 MiB can be had.");
    }

    @Test
    void whatASystemDoesNotTellIsNoProblem() {
        MachineFacts silent = new MachineFacts(2, 0, 0, null, NOW, NOW.minusSeconds(1), null);

        assertThat(verdicts(MachineChecks.of(silent)))
                .containsExactly(Severity.OK, Severity.NOTE, Severity.NOTE, Severity.OK, Severity.OK);
    }

    @Test
    void foldersNeedRoomAndAnOwner() {
        List<Room> rooms = List.of(
                room(50 * GIB, null),
                room(5 * GIB, null),
                room(GIB / 2, null),
                room(-1, null),
                room(50 * GIB, "/srv is not yours"));

        assertThat(verdicts(PlaceChecks.of(rooms, List.of())))
                .containsExactly(Severity.OK, Severity.NOTE, Severity.PROBLEM, Severity.NOTE, Severity.PROBLEM);
    }

    @Test
    void aPortOfTheFarmItselfIsFine() {
        List<Port> ports = List.of(new Port(1, true, false), new Port(2, false, true), new Port(3, false, false));

        assertThat(verdicts(PlaceChecks.of(List.of(), ports)))
                .containsExactly(Severity.OK, Severity.OK, Severity.PROBLEM);
    }

    @Test
    void saysWhereRabbitComesFromAndNeverAPassword() {
        assertThat(rabbit(new RabbitSource.Installed("4.1.0"), null).says())
                .isEqualTo("4.1.0, installed on this machine.");
        assertThat(rabbit(new RabbitSource.Fetched("3.10.8"), null).says()).contains("apt-get");
        assertThat(rabbit(new RabbitSource.Chosen("4.0.5"), null).says()).contains("IMECE_RABBITMQ_HOME");
        assertThat(rabbit(new RabbitSource.Nowhere("None."), null).verdict()).isEqualTo(Severity.PROBLEM);
        assertThat(rabbit(new RabbitSource.Nowhere("None."), "amqp://ada:secret@broker:5672/%2F"))
                .isEqualTo(Finding.ok(
                        "RabbitMQ",
                        "IMECE_BROKER_URI names one, so none of our own is started: amqp://broker:5672/%2F"));
    }

    @Test
    void postgresNeedsItsProgramsAndAUserThatIsNotRoot() {
        assertThat(postgres(new PostgresSource("18.6.0", true, false, false)).verdict())
                .isEqualTo(Severity.OK);
        assertThat(postgres(new PostgresSource("18.6.0", false, false, false)).says())
                .contains("kind of machine");
        assertThat(postgres(new PostgresSource("18.6.0", true, true, true)).says())
                .contains("ordinary user");
    }

    @Test
    void readsWhatTheDriverSays() {
        List<GpuFacts> found = LookingAtGpus.parse("""
                GPU-5a1, NVIDIA GeForce RTX 4090, 24564, 550.54.15
                No devices were found
                GPU-77c, NVIDIA H100 80GB HBM3, 81559, 550.54.15
                """);

        assertThat(GpuChecks.of(new GpuFactList(true, null, found)))
                .containsExactly(
                        Finding.ok("GPU 1 of 2", "NVIDIA GeForce RTX 4090, 24564 MiB, driver 550.54.15, GPU-5a1."),
                        Finding.ok("GPU 2 of 2", "NVIDIA H100 80GB HBM3, 81559 MiB, driver 550.54.15, GPU-77c."));
        assertThat(verdicts(GpuChecks.of(new GpuFactList(false, "driver/library version mismatch", List.of()))))
                .containsExactly(Severity.NOTE);
    }

    @ParameterizedTest
    @CsvSource({
        "10m, 30s, PT30M, OK",
        "28m, 30s, PT30M, PROBLEM",
        "27m, 60s, PT30M, OK",
        "40m, 30s, PT60M, OK",
        "40m, 30s, PT0S, OK",
        "10m, 30s, , NOTE",
        "40m, 30s, , PROBLEM"
    })
    void aRunMustBeOverBeforeTheBrokerLosesPatience(
            String maxRun, String lockWait, @Nullable Duration timeout, Severity verdict) {
        FarmFacts farm = new FarmFacts(
                true,
                Map.of("rabbitmq", true),
                Optional.of(new BrokerFacts("amqp://b", "3.10.8", null, Optional.ofNullable(timeout))),
                Durations.read(maxRun).orElseThrow(),
                Durations.read(lockWait).orElseThrow(),
                Optional.empty(),
                Optional.empty());

        assertThat(verdicts(FarmChecks.of(farm))).containsExactly(Severity.OK, Severity.OK, verdict);
    }

    @Test
    void aFarmThatIsNotWholeIsAProblem() {
        BrokerFacts away = new BrokerFacts("amqp://b", null, "connection refused", Optional.empty());
        FarmFacts half = new FarmFacts(
                true,
                Map.of("worker-1", false),
                Optional.of(away),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Optional.empty(),
                Optional.empty());
        FarmFacts alone = new FarmFacts(
                false,
                Map.of("worker-1", true),
                Optional.empty(),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Optional.empty(),
                Optional.empty());

        assertThat(FarmChecks.of(half).getFirst().says()).startsWith("Not up: worker-1.");
        assertThat(verdicts(FarmChecks.of(half))).startsWith(Severity.PROBLEM, Severity.PROBLEM);
        assertThat(FarmChecks.of(alone).getFirst().says()).startsWith("Its launcher is gone");
    }

    @Test
    void whoDoesNotSayWhoTheyAreAreNotedAndWhoSpeaksForOthersIsAProblem() {
        assertThat(verdicts(FarmChecks.of(said(0, 0)))).containsExactly(Severity.OK, Severity.OK, Severity.OK);
        assertThat(verdicts(FarmChecks.of(said(7, 0)))).containsExactly(Severity.OK, Severity.NOTE, Severity.OK);
        assertThat(verdicts(FarmChecks.of(said(7, 1)))).containsExactly(Severity.OK, Severity.PROBLEM, Severity.OK);
        assertThat(GatewayCounters.senders("""
                # TYPE imece_senders_refused_total counter
                imece_senders_refused_total 3.0
                imece_senders_unnamed_total 1.2E3
                """)).isEqualTo(new SenderFacts(1200, 3));
    }

    private static FarmFacts said(long unnamed, long refused) {
        return new FarmFacts(
                true,
                Map.of("gateway-1", true),
                Optional.empty(),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Optional.of(new SenderFacts(unnamed, refused)),
                Optional.empty());
    }

    @Test
    void aFarmThatIsOpenToAllAndAProxyThatNobodyTrustsAreNoted() {
        assertThat(verdicts(FarmChecks.of(called(metrics(0, 200, 0)))))
                .containsExactly(Severity.OK, Severity.OK, Severity.OK, Severity.OK);
        assertThat(verdicts(FarmChecks.of(called(metrics(1, 200, 0)))))
                .containsExactly(Severity.OK, Severity.NOTE, Severity.OK, Severity.OK);
        assertThat(FarmChecks.of(called(metrics(0, 200, 194))).get(2).says())
                .startsWith("97 % of calls come from 10.0.0.2, which sends X-Forwarded-For: trust it?");
        assertThat(verdicts(FarmChecks.of(called(metrics(0, 200, 99)))))
                .as("most come from elsewhere")
                .containsExactly(Severity.OK, Severity.OK, Severity.OK, Severity.OK);
        assertThat(verdicts(FarmChecks.of(called(metrics(0, 9, 9)))))
                .as("too few to say")
                .containsExactly(Severity.OK, Severity.OK, Severity.OK, Severity.OK);
    }

    private static String metrics(int open, int calls, int forwarded) {
        return """
                # TYPE imece_open_to_all gauge
                imece_open_to_all %d.0
                imece_calls_total %d.0
                imece_calls_forwarded_total{address="10.0.0.2"} %d.0
                """.formatted(open, calls, forwarded);
    }

    private static FarmFacts called(String metrics) {
        return new FarmFacts(
                true,
                Map.of("gateway-1", true),
                Optional.empty(),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Optional.empty(),
                GatewayCounters.ofCallers(List.of(metrics)));
    }

    private static Finding rabbit(RabbitSource source, @Nullable String given) {
        return ServerChecks.of(new ServerFacts(POSTGRES, source, given)).getLast();
    }

    private static Finding postgres(PostgresSource source) {
        return ServerChecks.of(new ServerFacts(source, new RabbitSource.Cached("3.10.8"), null))
                .getFirst();
    }

    private static Room room(long free, @Nullable String trouble) {
        return new Room("data", Path.of("/srv/imece"), free, trouble, GIB, 10 * GIB);
    }

    private static List<Severity> verdicts(List<Finding> findings) {
        return findings.stream().map(Finding::verdict).toList();
    }
}
