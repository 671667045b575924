package imece.local.doctor;

import static imece.local.doctor.Finding.note;
import static imece.local.doctor.Finding.ok;
import static imece.local.doctor.Finding.problem;

import imece.local.doctor.Facts.BrokerFacts;
import imece.local.doctor.Facts.CallerFacts;
import imece.local.doctor.Facts.FarmFacts;
import imece.local.doctor.Facts.SenderFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The farm that runs in the data folder, if one does. */
final class FarmChecks {
    /** RabbitMQ's own, unless somebody sets it. */
    static final Duration USUAL_TIMEOUT = Duration.ofMinutes(30);

    /** RabbitMQ looks once a minute, and a run's last event has to be confirmed before its message is acknowledged. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    /** Of fewer nothing can be said. */
    private static final long ENOUGH_CALLS = 100;

    private FarmChecks() {}

    static List<Finding> of(FarmFacts farm) {
        List<Finding> findings = new ArrayList<>();
        findings.add(farm.members().isEmpty() ? ok("farm", "None runs in this data folder.") : members(farm));
        farm.broker().ifPresent(broker -> findings.add(reachable(broker)));
        farm.senders().ifPresent(senders -> findings.add(senders(senders)));
        farm.callers().ifPresent(callers -> {
            findings.add(letIn(callers));
            findings.add(addresses(callers));
        });
        findings.add(longestRun(farm));
        return findings;
    }

    private static Finding members(FarmFacts farm) {
        List<String> down = farm.members().entrySet().stream()
                .filter(member -> !member.getValue())
                .map(Map.Entry::getKey)
                .toList();
        if (!farm.looksAfter()) {
            return problem(
                    "farm",
                    "Its launcher is gone, so nobody starts again what ends. ./imece up replaces it, ./imece down ends it.");
        }
        return down.isEmpty()
                ? ok("farm", "All %d processes are up.".formatted(farm.members().size()))
                : problem(
                        "farm",
                        "Not up: %s. They are started again by themselves; if they keep ending, ./imece logs %s says why."
                                .formatted(String.join(", ", down), down.getFirst()));
    }

    private static Finding reachable(BrokerFacts broker) {
        return broker.trouble() == null
                ? ok("broker", "RabbitMQ %s at %s lets us in.".formatted(broker.version(), broker.address()))
                : problem(
                        "broker",
                        "RabbitMQ at %s does not let us in (%s). Jobs wait until it does; look whether it runs, and at user and password of its address."
                                .formatted(broker.address(), broker.trouble()));
    }

    private static Finding senders(SenderFacts senders) {
        if (senders.refused() > 0) {
            return problem(
                    "workers",
                    "%d message(s) spoke of a worker that had not sent them and were passed over. The gateways' logs say whose user it was; ./imece worker-token NAME --revoke shuts it out."
                            .formatted(senders.refused()));
        }
        return senders.unnamed() > 0
                ? note(
                        "workers",
                        "%d message(s) came from workers of the last release, which do not say who they are. Upgrade them, then ./imece worker-token --revoke-shared, and set imece.broker.last-release-workers=false where you start gateways yourself."
                                .formatted(senders.unnamed()))
                : ok("workers", "Every message came from the worker that it speaks of.");
    }

    private static Finding letIn(CallerFacts callers) {
        return callers.openToAll()
                ? note(
                        "access",
                        "Whoever reaches this farm may use it, and others than this machine do reach it. imece.access.mode=invite or accounts lets in whom you know.")
                : ok("access", "Only this machine reaches the farm, or it lets in whom you know.");
    }

    private static Finding addresses(CallerFacts callers) {
        Optional<Map.Entry<String, Long>> most =
                callers.forwarded().entrySet().stream().max(Map.Entry.comparingByValue());
        if (callers.calls() < ENOUGH_CALLS || most.isEmpty() || most.get().getValue() * 2 < callers.calls()) {
            return ok("addresses", "Calls come from whom they seem to come from.");
        }
        return note(
                "addresses",
                "%d %% of calls come from %s, which sends X-Forwarded-For: trust it? If it is your proxy, imece.gateway.trusted-proxies=%s has the farm know the addresses behind it; until then they all count as one."
                        .formatted(
                                100 * most.get().getValue() / callers.calls(),
                                most.get().getKey(),
                                most.get().getKey()));
    }

    private static Finding longestRun(FarmFacts farm) {
        Duration longest = farm.maxRun().plus(farm.lockWait());
        String sum = "max-run %s + lock-wait %s = %s"
                .formatted(Durations.shown(farm.maxRun()), Durations.shown(farm.lockWait()), Durations.shown(longest));
        boolean asked = farm.broker().flatMap(BrokerFacts::consumerTimeout).isPresent();
        Duration timeout = farm.broker().flatMap(BrokerFacts::consumerTimeout).orElse(USUAL_TIMEOUT);
        if (asked && timeout.isZero()) {
            return ok("longest run", sum + "; the broker waits for acknowledgements without limit.");
        }
        String limit = "%s, the broker's consumer timeout".formatted(Durations.shown(timeout));
        if (longest.plus(MARGIN).compareTo(timeout) > 0) {
            return problem(
                    "longest run",
                    "%s does not stay %s below %s: the broker would take a long job away and hand it out again. Lower imece.gateway.max-run or raise consumer_timeout in rabbitmq.conf."
                            .formatted(sum, Durations.shown(MARGIN), limit));
        }
        if (farm.broker().isPresent() && !asked) {
            return note(
                    "longest run",
                    "%s stays below %s as RabbitMQ comes; what this one is set to can't be told from here. Look on its machine: rabbitmqctl eval 'application:get_env(rabbit, consumer_timeout).' (milliseconds)"
                            .formatted(sum, limit));
        }
        return ok("longest run", "%s stays below %s.".formatted(sum, limit));
    }
}
