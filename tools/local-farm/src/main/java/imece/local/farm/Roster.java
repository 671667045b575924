package imece.local.farm;

import imece.local.farm.FarmState.Condition;
import imece.local.farm.FarmState.MemberState;
import imece.local.os.ProcessRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is in the farm and how they are, written to disk at each change. */
final class Roster {
    private final FarmFolder folder;
    private final String broker;
    private final List<String> urls;
    private final ProcessRef launcher = ProcessRef.of(ProcessHandle.current());
    private final Map<Member, Condition> members = new LinkedHashMap<>();

    Roster(FarmFolder folder, List<Member> members, String broker, List<String> urls) {
        this.folder = folder;
        this.broker = broker;
        this.urls = urls;
        members.forEach(member -> this.members.put(member, Condition.STARTING));
    }

    synchronized void note(Member member, Condition condition) {
        members.put(member, condition);
        new FarmState(
                        launcher,
                        broker,
                        urls,
                        members.keySet().stream().map(this::now).toList())
                .write(folder);
    }

    private MemberState now(Member member) {
        return new MemberState(
                member.name(),
                members.getOrDefault(member, Condition.DOWN),
                member.process().map(ProcessRef::of).orElse(null),
                member.address());
    }
}
