package imece.local.farm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Ends a farm in the order in which its parts need each other: workers, gateways, RabbitMQ, PostgreSQL. */
public final class Shutdown {
    /** A worker gives itself 60 s to finish its picture. */
    private static final Duration WORKERS = Duration.ofSeconds(70);

    private static final Duration GATEWAYS = Duration.ofSeconds(15);

    private final CompletableFuture<Void> hurry;

    /** Hurry: complete when nobody wants to wait any more. */
    public Shutdown(CompletableFuture<Void> hurry) {
        this.hurry = hurry;
    }

    /** Takes the members in their order of start. */
    public void end(List<Member> members) {
        together(named(members, "worker-"), WORKERS);
        together(named(members, "gateway-"), GATEWAYS);
        together(named(members, "rabbitmq"), GATEWAYS);
        together(named(members, "postgres"), GATEWAYS);
    }

    private static List<Member> named(List<Member> members, String prefix) {
        return members.stream()
                .filter(member -> member.name().startsWith(prefix))
                .toList();
    }

    private void together(List<Member> members, Duration patience) {
        CompletableFuture.allOf(members.stream()
                        .map(member -> CompletableFuture.runAsync(
                                () -> member.stop(patience, hurry),
                                task -> Thread.ofPlatform().start(task)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }
}
