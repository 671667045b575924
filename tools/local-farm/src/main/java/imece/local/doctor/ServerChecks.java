package imece.local.doctor;

import static imece.local.doctor.Finding.ok;
import static imece.local.doctor.Finding.problem;

import imece.local.doctor.Facts.ServerFacts;
import imece.local.nodes.PostgresSource;
import imece.local.nodes.RabbitSource;
import java.util.List;

/** Where PostgreSQL and RabbitMQ come from. */
final class ServerChecks {
    private ServerChecks() {}

    static List<Finding> of(ServerFacts servers) {
        return List.of(postgres(servers.postgres()), rabbit(servers));
    }

    private static Finding postgres(PostgresSource postgres) {
        if (!postgres.fits()) {
            return problem(
                    "PostgreSQL",
                    "There are no programs for this kind of machine in the launcher. Build Imece on the machine that runs it.");
        }
        if (postgres.rootIsStuck()) {
            return problem(
                    "PostgreSQL",
                    "It refuses to run as root, and here root can't step down (unshare --user fails). Start Imece as an ordinary user.");
        }
        return ok(
                "PostgreSQL",
                postgres.unpacked()
                        ? "%s, unpacked in the cache.".formatted(postgres.version())
                        : "%s, unpacked at the first start.".formatted(postgres.version()));
    }

    private static Finding rabbit(ServerFacts servers) {
        if (servers.given() != null) {
            return ok(
                    "RabbitMQ",
                    "IMECE_BROKER_URI names one, so none of our own is started: %s"
                            .formatted(Passwords.hidden(servers.given())));
        }
        return switch (servers.rabbit()) {
            case RabbitSource.Chosen chosen ->
                ok("RabbitMQ", "%s, as IMECE_RABBITMQ_HOME says.".formatted(chosen.version()));
            case RabbitSource.Installed installed ->
                ok("RabbitMQ", "%s, installed on this machine.".formatted(installed.version()));
            case RabbitSource.Cached cached -> ok("RabbitMQ", "%s, unpacked in the cache.".formatted(cached.version()));
            case RabbitSource.Fetched fetched ->
                ok(
                        "RabbitMQ",
                        "%s, fetched by apt-get at the first start (about 32 MB, into the cache)."
                                .formatted(fetched.version()));
            case RabbitSource.Nowhere nowhere -> problem("RabbitMQ", nowhere.why() + RabbitSource.OTHER_WAYS);
        };
    }
}
