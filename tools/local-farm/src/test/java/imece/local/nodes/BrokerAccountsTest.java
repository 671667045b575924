package imece.local.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.contract.BrokerRights;
import imece.contract.WorkerAccount;
import imece.local.os.CommandProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BrokerAccountsTest {
    private static final BrokerRights RIGHTS = new WorkerAccount("attic").rights();

    @TempDir
    Path home;

    private BrokerAccounts accounts;

    @BeforeEach
    void open() {
        accounts = new BrokerAccounts(home);
    }

    @Test
    void passwordsAreKeptAsRabbitMqKeepsThem() {
        // The example of RabbitMQ's own documentation on passwords.
        ByteBuffer salt = ByteBuffer.wrap(HexFormat.of().parseHex("908dc60a"));
        assertThat(BrokerDefinitions.hash(salt, "test12"))
                .isEqualTo("kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR");
    }

    @Test
    void theFileIsForItsOwnerOnlyAndHoldsNoPassword() throws IOException {
        accounts.prepare();
        String password = accounts.renew("w-attic", RIGHTS);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(accounts.file())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(accounts.file())).doesNotContain(password, accounts.administratorsPassword());
        JsonNode all = JsonMapper.builder().build().readTree(accounts.file().toFile());
        assertThat(all.path("users").valueStream().map(user -> user.path("name").stringValue()))
                .containsExactly("administrator", "w-attic");
        assertThat(all.path("permissions").path(1).path("configure").stringValue())
                .isEqualTo(RIGHTS.configure());
    }

    @Test
    void aStartChangesNothingAndEachPasswordIsAnother() throws IOException {
        accounts.prepare();
        String first = accounts.renew("w-attic", RIGHTS);
        String before = Files.readString(accounts.file());
        new BrokerAccounts(home).prepare();
        assertThat(Files.readString(accounts.file())).isEqualTo(before);

        assertThat(accounts.renew("w-attic", RIGHTS)).isNotEqualTo(first);
        assertThat(Files.readString(accounts.file())).isNotEqualTo(before);
    }

    @Test
    void severalAreMadeAtOnceBesideThoseThatAreThere() {
        accounts.renew("w-attic", RIGHTS);
        Map<String, String> passwords = accounts.renewAll(Map.of("gateway", BrokerRights.OF_GATEWAYS, "w-b", RIGHTS));
        assertThat(passwords).containsOnlyKeys("gateway", "w-b");
        assertThat(List.of("gateway", "w-b", "w-attic")).allMatch(accounts::has);
    }

    @Test
    void aFolderOfTheLastReleaseKeepsItsUserForWorkersWithTheirRightsOnly() throws IOException {
        Files.writeString(home.resolve("password"), "known-to-workers\n");
        accounts.renew("w-attic", RIGHTS);

        assertThat(accounts.has(BrokerAccounts.SHARED)).isTrue();
        JsonNode all = JsonMapper.builder().build().readTree(accounts.file().toFile());
        JsonNode shared = all.path("users").path(1);
        assertThat(shared.path("name").stringValue()).isEqualTo(BrokerAccounts.SHARED);
        assertThat(shared.path("tags")).isEmpty();
        assertThat(all.path("permissions").path(1).path("configure").stringValue())
                .isEqualTo(BrokerRights.OF_LAST_RELEASES_WORKERS.configure());

        accounts.remove(BrokerAccounts.SHARED);
        new BrokerAccounts(home).prepare();
        assertThat(accounts.has(BrokerAccounts.SHARED))
                .as("once removed it stays away")
                .isFalse();
    }

    @Test
    void whoIsRemovedIsRememberedUntilTheNodeHasForgottenThem() {
        accounts.renew("w-attic", RIGHTS);
        accounts.renew("w-cellar", RIGHTS);
        accounts.remove("w-attic");
        accounts.remove("w-cellar");
        accounts.renew("w-cellar", RIGHTS);

        assertThat(accounts.has("w-attic")).isFalse();
        assertThat(accounts.removed()).as("the other one is back").containsExactly("w-attic");
        accounts.removedEverywhere();
        assertThat(accounts.removed()).isEmpty();
    }

    @Test
    void aFileThatNobodyCanReadIsSaidToBeOne() throws IOException {
        Files.writeString(accounts.file(), "{");
        assertThatThrownBy(accounts::prepare)
                .isInstanceOf(CommandProblem.class)
                .hasMessageContaining("definitions.json");
    }
}
