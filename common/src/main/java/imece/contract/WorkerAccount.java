package imece.contract;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node with workers, as a user of the broker: {@code w-NODE}. A worker belongs to it that is called NODE, or NODE and a suffix
 * behind a dot. The broker checks the user that a message names against that of its connection, so a message with this user comes
 * from this node.
 *
 * @param node 1 to 40 lower-case letters, digits or dashes
 */
public record WorkerAccount(String node) {

    private static final String PREFIX = "w-";
    private static final Pattern NODE = Pattern.compile("[a-z0-9-]{1,40}");

    public WorkerAccount {
        MessageFields.require(node);
        MessageFields.demand(isNode(node));
    }

    /** Whether a node may be called so. */
    public static boolean isNode(String name) {
        return NODE.matcher(name).matches();
    }

    /** The account of this user of the broker; empty for users that are no node's. */
    public static Optional<WorkerAccount> ofUser(@Nullable String user) {
        return user != null && user.startsWith(PREFIX) && isNode(user.substring(PREFIX.length()))
                ? Optional.of(new WorkerAccount(user.substring(PREFIX.length())))
                : Optional.empty();
    }

    /** The broker's user. */
    public String user() {
        return PREFIX + node;
    }

    /** Whether the worker of this name is one of the node's. */
    public boolean owns(String worker) {
        return worker.equals(node) || (worker.startsWith(node + ".") && worker.length() > node.length() + 1);
    }

    /**
     * All that its workers need: their control queues, events, live news, and the lanes. Reading {@link Topology#CONTROL} binds
     * those queues for gateways of the last release.
     */
    public BrokerRights rights() {
        // As Topology.controlQueue makes it: in a name a dot is _2e, so the last dot begins the instance.
        String own = Topology.CONTROL.replace(".", "\\.") + "\\." + node + "(_2e[A-Za-z0-9_-]+)?\\.[A-Za-z0-9-]+";
        return new BrokerRights(
                "^" + own + "$",
                "^(" + own + "|imece\\.(status|live))$",
                "^(" + own + "|imece\\.jobs\\..+|imece\\.control)$");
    }
}
