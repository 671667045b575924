package imece.local.nodes;

import imece.contract.BrokerRights;
import imece.local.os.CommandProblem;
import imece.local.os.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The users of a private broker, in a file that it imports at each start: one that was wiped knows them all again. The file holds
 * salted hashes only; who gets an account is told its password once. Several processes may change it, one after the other.
 */
public final class BrokerAccounts {
    /** The user of the launcher's own commands. */
    static final String ADMINISTRATOR = "administrator";

    /** The user that everybody had in the last release. */
    public static final String SHARED = "imece";

    private static final List<String> ADMINISTRATORS_TAGS = List.of("administrator", "impersonator");

    private final Path home;

    BrokerAccounts(Path home) {
        this.home = home;
    }

    Path file() {
        return home.resolve("definitions.json");
    }

    /**
     * Before anything else: the administrator is there with its password. A folder of the last release has one password that workers
     * know; its user stays, with the rights that such workers need and no others.
     */
    void prepare() {
        change(before -> {
            BrokerDefinitions now = before;
            Path ofLastRelease = home.resolve("password");
            if (!Files.exists(file()) && Files.exists(ofLastRelease)) {
                now = now.with(
                        SHARED, PrivateFiles.secret(ofLastRelease), List.of(), BrokerRights.OF_LAST_RELEASES_WORKERS);
            }
            return now.with(ADMINISTRATOR, administratorsPassword(), ADMINISTRATORS_TAGS, BrokerRights.EVERYTHING);
        });
    }

    String administratorsPassword() {
        return PrivateFiles.secret(home.resolve("administrator"));
    }

    /** All of them. */
    public Set<String> users() {
        return read().accounts().keySet();
    }

    /** Whether there is such a user. */
    public boolean has(String user) {
        return read().has(user);
    }

    /**
     * Makes this user, or gives it another password.
     *
     * @return the password, which nobody can tell later
     */
    public String renew(String user, BrokerRights rights) {
        return Objects.requireNonNull(renewAll(Map.of(user, rights)).get(user));
    }

    /** The same for several users at once; tells the password of each. */
    public Map<String, String> renewAll(Map<String, BrokerRights> users) {
        prepare();
        Map<String, String> passwords = new HashMap<>();
        users.keySet().forEach(user -> passwords.put(user, PrivateFiles.drawn()));
        change(before -> {
            BrokerDefinitions now = before;
            for (Map.Entry<String, BrokerRights> user : users.entrySet()) {
                String password = Objects.requireNonNull(passwords.get(user.getKey()));
                now = now.with(user.getKey(), password, List.of(), user.getValue());
            }
            return now;
        });
        return passwords;
    }

    /** Deletes a user from the file; a node that does not run is to be told at its next start. */
    void remove(String user) {
        change(before -> before.without(user));
        TreeSet<String> all = new TreeSet<>(removed());
        all.add(user);
        PrivateFiles.write(removedFile(), String.join("\n", all) + "\n");
    }

    /** Users that the node may know although the file does not. */
    List<String> removed() {
        try {
            BrokerDefinitions now = read();
            return Files.exists(removedFile())
                    ? Files.readAllLines(removedFile()).stream()
                            .filter(user -> !user.isBlank() && !now.has(user))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw unreadable(removedFile(), e);
        }
    }

    /** The node has forgotten them. */
    void removedEverywhere() {
        PrivateFiles.deleteTree(removedFile());
    }

    private Path removedFile() {
        return home.resolve("removed-users");
    }

    private BrokerDefinitions read() {
        try {
            return Files.exists(file()) ? BrokerDefinitions.read(Files.readString(file())) : BrokerDefinitions.NONE;
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file(), e);
        }
    }

    private void change(UnaryOperator<BrokerDefinitions> change) {
        Path lock = home.resolve("definitions.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Ends with the channel.
            FileLock unused = channel.lock();
            BrokerDefinitions before = read();
            BrokerDefinitions after = change.apply(before);
            // Beside users it says what is the same for all farms of this release, and was another for the last one's.
            if (!Files.exists(file()) || !Files.readString(file()).equals(after.text())) {
                PrivateFiles.write(file(), after.text());
            }
        } catch (IOException e) {
            throw new CommandProblem(
                    "Could not lock %s: %s. Check that the folder is yours.".formatted(lock, e.getMessage()), e);
        }
    }

    private static CommandProblem unreadable(Path file, Exception cause) {
        return new CommandProblem(
                "Could not read the broker's users in %s (%s). Delete it while no farm runs: the next start makes a new one, without the workers of other machines."
                        .formatted(file, cause.getMessage()),
                cause);
    }
}
