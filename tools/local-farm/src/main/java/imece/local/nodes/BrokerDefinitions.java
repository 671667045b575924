package imece.local.nodes;

import imece.contract.BrokerRights;
import imece.contract.Topology;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Users and their rights in the virtual host {@code /}, and how much live news may wait there, as RabbitMQ exports and imports them. A
 * value.
 */
record BrokerDefinitions(Map<String, Account> accounts) {
    /** Nobody. */
    static final BrokerDefinitions NONE = new BrokerDefinitions(Map.of());

    private static final String HASHING = "rabbit_password_hashing_sha256";
    private static final String HOST = "/";
    private static final int SALT = 4;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    BrokerDefinitions {
        accounts = Map.copyOf(accounts);
    }

    /** One user. */
    record Account(String hash, List<String> tags, BrokerRights rights) {}

    boolean has(String user) {
        return accounts.containsKey(user);
    }

    BrokerDefinitions with(String user, String password, List<String> tags, BrokerRights rights) {
        Account before = accounts.get(user);
        // With its old salt where the password is the old one, so that a start changes nothing.
        String hash = before != null && isOf(before.hash(), password) ? before.hash() : hash(salt(), password);
        Map<String, Account> all = new TreeMap<>(accounts);
        all.put(user, new Account(hash, tags, rights));
        return new BrokerDefinitions(all);
    }

    BrokerDefinitions without(String user) {
        Map<String, Account> all = new TreeMap<>(accounts);
        all.remove(user);
        return new BrokerDefinitions(all);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    static BrokerDefinitions read(String text) {
        try {
            JsonNode all = JSON.readTree(text);
            Map<String, Account> accounts = new TreeMap<>();
            for (JsonNode user : all.path("users")) {
                String name = user.path("name").stringValue();
                accounts.put(
                        name,
                        new Account(
                                user.path("password_hash").stringValue(),
                                user.path("tags")
                                        .valueStream()
                                        .map(JsonNode::stringValue)
                                        .toList(),
                                rights(all, name)));
            }
            return new BrokerDefinitions(accounts);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("It is no definitions of a broker: " + e.getOriginalMessage(), e);
        }
    }

    private static BrokerRights rights(JsonNode all, String user) {
        return all.path("permissions")
                .valueStream()
                .filter(each -> each.path("user").asString("").equals(user))
                .findFirst()
                .map(each -> new BrokerRights(
                        each.path("configure").stringValue(),
                        each.path("write").stringValue(),
                        each.path("read").stringValue()))
                .orElseThrow(() -> new IllegalArgumentException("the user " + user + " has no permissions"));
    }

    /** The JSON that RabbitMQ imports. */
    String text() {
        Map<String, Account> sorted = new TreeMap<>(accounts);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("vhosts", List.of(Map.of("name", HOST)));
        all.put(
                "users",
                sorted.entrySet().stream()
                        .map(user -> ordered(
                                "name", user.getKey(),
                                "password_hash", user.getValue().hash(),
                                "hashing_algorithm", HASHING,
                                "tags", user.getValue().tags()))
                        .toList());
        all.put(
                "permissions",
                sorted.entrySet().stream()
                        .map(user -> ordered(
                                "user", user.getKey(),
                                "vhost", HOST,
                                "configure", user.getValue().rights().configure(),
                                "write", user.getValue().rights().write(),
                                "read", user.getValue().rights().read()))
                        .toList());
        all.put(
                "policies",
                List.of(ordered(
                        "name",
                        "imece-live",
                        "vhost",
                        HOST,
                        "pattern",
                        "^" + Topology.LIVE.replace(".", "\\.") + "\\.",
                        "apply-to",
                        "queues",
                        "priority",
                        0,
                        "definition",
                        Map.of("max-length-bytes", Topology.MOST_LIVE_BYTES, "overflow", "drop-head"))));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    private static boolean isOf(String hash, String password) {
        byte[] decoded = Base64.getDecoder().decode(hash);
        return decoded.length > SALT
                && hash(ByteBuffer.wrap(decoded, 0, SALT).slice(), password).equals(hash);
    }

    private static ByteBuffer salt() {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return ByteBuffer.wrap(salt);
    }

    /** As RabbitMQ keeps passwords: the salt, and the SHA-256 of salt and password. */
    static String hash(ByteBuffer salt, String password) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt.duplicate());
            byte[] sum = sha256.digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(salt.remaining() + sum.length)
                            .put(salt.duplicate())
                            .put(sum)
                            .array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, although every Java must.", e);
        }
    }
}
