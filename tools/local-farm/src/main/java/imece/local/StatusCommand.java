package imece.local;

import imece.broker.BrokerAddress;
import imece.local.farm.FarmState.MemberState;
import imece.local.farm.RunningFarm;
import imece.local.os.ProcessRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What runs, where, and how to join it. */
@Command(
        name = "status",
        description = "Show the farm's processes; exit status 0: all up, 3: nothing runs, 1: anything else.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class StatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        RunningFarm farm = new RunningFarm(data.folder());
        System.out.println(json ? asJson(farm) : asText(farm));
        return farm.exitStatus();
    }

    private String asJson(RunningFarm farm) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("data", data.path().toString());
        all.put("launcher", farm.launcher().map(ProcessHandle::pid).orElse(null));
        all.put("urls", farm.urls());
        all.put("broker", farm.broker().map(BrokerAddress::shown).orElse(null));
        all.put("operatorToken", data.folder().operatorToken().orElse(null));
        all.put("processes", farm.members().stream().map(StatusCommand::asMap).toList());
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }

    private static Map<String, @Nullable Object> asMap(MemberState member) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("name", member.name());
        one.put("state", member.condition().word());
        one.put("pid", pid(member));
        one.put("address", member.address().isEmpty() ? null : member.address());
        return one;
    }

    private String asText(RunningFarm farm) {
        if (farm.exitStatus() == 3) {
            return "Nothing runs on %s. Start a farm with ./imece up".formatted(data.path());
        }
        List<String> lines = new ArrayList<>();
        lines.add("%-12s %-9s %-8s %s".formatted("NAME", "STATE", "PID", "ADDRESS"));
        for (MemberState member : farm.members()) {
            Long pid = pid(member);
            lines.add("%-12s %-9s %-8s %s"
                    .formatted(member.name(), member.condition().word(), pid == null ? "-" : pid, member.address())
                    .stripTrailing());
        }
        lines.add("");
        farm.broker()
                .ifPresent(uri -> lines.add("broker: %s (./imece worker-token NAME lets one more node in)"
                        .formatted(BrokerAddress.shown(uri))));
        data.folder().operatorToken().ifPresent(token -> lines.add("operator token: " + token));
        if (farm.launcher().isEmpty()) {
            lines.add(
                    "Nobody looks after these processes: their launcher is gone. ./imece up replaces them, ./imece down ends them.");
        }
        return String.join("\n", lines);
    }

    private static @Nullable Long pid(MemberState member) {
        ProcessRef process = member.process();
        return process == null ? null : process.pid();
    }
}
