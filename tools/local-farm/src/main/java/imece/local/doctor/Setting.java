package imece.local.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A setting that something in Imece reads from the environment, and what it takes. */
record Setting(String name, SettingKind kind) {
    enum SettingKind {
        TEXT("anything"),
        LIST("anything with commas between, or nothing"),
        NUMBER("a whole number"),
        DURATION("a duration such as 90s or 10m"),
        SIZE("a size such as 512MB or 100GB"),
        YES_NO("true or false"),
        ACCESS("open, invite or accounts"),
        WEB("addresses such as http://farm.local:8080, with commas between"),
        AMQP("amqp://user:password@host:5672/%2F");

        private final String expected;

        SettingKind(String expected) {
            this.expected = expected;
        }

        String expected() {
            return expected;
        }
    }

    /** A list: its variables go on with the number of the slot and what is said about it. */
    private static final String SLOTS = "imece.worker.slots";

    /** As Spring Boot names them; a test holds this list against the settings of gateway and worker. */
    static final List<Setting> ALL = List.of(
            new Setting("imece.name", SettingKind.TEXT),
            new Setting("imece.data", SettingKind.TEXT),
            new Setting("imece.broker.uri", SettingKind.AMQP),
            new Setting("imece.broker.last-release-workers", SettingKind.YES_NO),
            new Setting("imece.gateway.public-url", SettingKind.WEB),
            new Setting("imece.gateway.upload-urls", SettingKind.WEB),
            new Setting("imece.gateway.allowed-hosts", SettingKind.LIST),
            new Setting("imece.gateway.trusted-proxies", SettingKind.LIST),
            new Setting("imece.access.mode", SettingKind.ACCESS),
            new Setting("imece.access.visitors", SettingKind.YES_NO),
            new Setting("imece.access.session", SettingKind.DURATION),
            new Setting("imece.access.sign-ins-per-minute", SettingKind.NUMBER),
            new Setting("imece.access.oidc.issuer", SettingKind.WEB),
            new Setting("imece.access.oidc.client-id", SettingKind.TEXT),
            new Setting("imece.access.oidc.client-secret", SettingKind.TEXT),
            new Setting("imece.access.oidc.scopes", SettingKind.LIST),
            new Setting("imece.access.oidc.label", SettingKind.TEXT),
            new Setting("imece.access.oidc.operator-claim", SettingKind.TEXT),
            new Setting("imece.access.oidc.operator-value", SettingKind.TEXT),
            new Setting("imece.limits.exempt", SettingKind.LIST),
            new Setting("imece.limits.sockets-per-visitor", SettingKind.NUMBER),
            new Setting("imece.limits.sockets-per-address", SettingKind.NUMBER),
            new Setting("imece.limits.sockets", SettingKind.NUMBER),
            new Setting("imece.limits.waiting-without-cookie", SettingKind.NUMBER),
            new Setting("imece.limits.address.new-visitors", SettingKind.NUMBER),
            new Setting("imece.limits.address.new-visitors-of-network", SettingKind.NUMBER),
            new Setting("imece.limits.address.submits", SettingKind.NUMBER),
            new Setting("imece.limits.owner.per-minute", SettingKind.NUMBER),
            new Setting("imece.limits.owner.burst", SettingKind.NUMBER),
            new Setting("imece.limits.owner.new-visitor-waiting", SettingKind.NUMBER),
            new Setting("imece.limits.owner.users-of-app", SettingKind.NUMBER),
            new Setting("imece.limits.owner.daily-pictures", SettingKind.NUMBER),
            new Setting("imece.limits.owner.daily-gpu-seconds", SettingKind.NUMBER),
            new Setting("imece.limits.owner.daily-bytes", SettingKind.NUMBER),
            new Setting("imece.retention.jobs-without-picture", SettingKind.DURATION),
            new Setting("imece.retention.empty-conversations", SettingKind.DURATION),
            new Setting("imece.retention.audit", SettingKind.DURATION),
            new Setting("imece.retention.visitors", SettingKind.DURATION),
            new Setting("imece.moderation.url", SettingKind.WEB),
            new Setting("imece.moderation.token", SettingKind.TEXT),
            new Setting("imece.moderation.prompt-timeout", SettingKind.DURATION),
            new Setting("imece.moderation.picture-timeout", SettingKind.DURATION),
            new Setting("imece.moderation.left-alone", SettingKind.DURATION),
            new Setting("imece.moderation.silent-prompts", SettingKind.TEXT),
            new Setting("imece.gateway.pictures", SettingKind.TEXT),
            new Setting("imece.gateway.pictures.min-free", SettingKind.SIZE),
            new Setting("imece.gateway.pictures.max-age", SettingKind.DURATION),
            new Setting("imece.gateway.pictures.max-total", SettingKind.SIZE),
            new Setting("imece.gateway.collect-first", SettingKind.DURATION),
            new Setting("imece.gateway.collect-every", SettingKind.DURATION),
            new Setting("imece.gateway.key-file", SettingKind.TEXT),
            new Setting("imece.gateway.operator-token-file", SettingKind.TEXT),
            new Setting("imece.gateway.max-run", SettingKind.DURATION),
            new Setting("imece.gateway.max-deliveries", SettingKind.NUMBER),
            new Setting("imece.gateway.max-waiting-per-user", SettingKind.NUMBER),
            new Setting("imece.gateway.max-waiting", SettingKind.NUMBER),
            new Setting("imece.gateway.max-upload-bytes", SettingKind.NUMBER),
            new Setting("imece.gateway.requests.headers-within", SettingKind.DURATION),
            new Setting("imece.gateway.requests.body-within", SettingKind.DURATION),
            new Setting("imece.gateway.requests.picture-second-per", SettingKind.SIZE),
            new Setting("imece.gateway.requests.picture-at-most", SettingKind.DURATION),
            new Setting("imece.gateway.requests.least-rate", SettingKind.SIZE),
            new Setting("imece.gateway.requests.least-rate-over", SettingKind.DURATION),
            new Setting("imece.dispatch.listens-first", SettingKind.DURATION),
            new Setting("imece.worker.gpus", SettingKind.TEXT),
            new Setting("imece.worker.lanes", SettingKind.TEXT),
            new Setting("imece.worker.engine", SettingKind.TEXT),
            new Setting("imece.worker.concurrency", SettingKind.NUMBER),
            new Setting(SLOTS, SettingKind.TEXT),
            new Setting("imece.worker.demo.step-millis", SettingKind.NUMBER),
            new Setting("imece.worker.demo.load-millis", SettingKind.NUMBER),
            new Setting("imece.worker.demo.faults", SettingKind.YES_NO),
            new Setting("imece.worker.demo.checkpoints", SettingKind.TEXT),
            new Setting("imece.worker.instant.millis", SettingKind.NUMBER),
            new Setting("imece.worker.instant.journal", SettingKind.TEXT),
            new Setting("imece.worker.lock-folder", SettingKind.TEXT),
            new Setting("imece.worker.lock-wait", SettingKind.DURATION),
            new Setting("imece.worker.stop-grace", SettingKind.DURATION),
            new Setting("imece.worker.stall-after", SettingKind.DURATION));

    /** Those of the command line and the tests, as they are. */
    static final List<String> OTHERS = List.of(
            "IMECE_BROKER_URI_FILE",
            "IMECE_RABBITMQ_HOME",
            "IMECE_CHROMIUM",
            "IMECE_TEST_POSTGRES",
            "IMECE_TEST_RABBITMQ");

    /** Is this the variable of it? Dashes may be left out or be underscores; both are read. */
    boolean isNamed(String variable) {
        String dotted = name.replace('.', '_').toUpperCase(Locale.ROOT);
        return variable.equals(dotted.replace("-", ""))
                || variable.equals(dotted.replace('-', '_'))
                || (name.equals(SLOTS) && variable.matches(dotted + "_\\d+_[A-Z]+"));
    }

    boolean takes(String value) {
        return switch (kind) {
            case TEXT -> !value.isBlank();
            case LIST -> true;
            case NUMBER -> value.strip().matches("\\d{1,18}");
            case DURATION ->
                Durations.read(value).filter(read -> !read.isNegative()).isPresent();
            case SIZE -> value.strip().matches("(?i)\\d{1,18}(B|KB|MB|GB|TB)?");
            case ACCESS -> value.strip().matches("(?i)open|invite|accounts");
            case YES_NO -> value.strip().matches("(?i)true|false|on|off|yes|no|1|0");
            case WEB ->
                Arrays.stream(value.split(",", -1)).allMatch(one -> one.strip().matches("https?://[^\\s/]+.*"));
            case AMQP -> value.strip().matches("amqps?://\\S+");
        };
    }

    /** Every variable that is read, in its usual spelling. */
    static Stream<String> variables() {
        return Stream.concat(
                ALL.stream()
                        .map(setting -> setting.name()
                                .replace("-", "")
                                .replace('.', '_')
                                .toUpperCase(Locale.ROOT)),
                OTHERS.stream());
    }
}
