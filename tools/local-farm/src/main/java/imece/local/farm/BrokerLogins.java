package imece.local.farm;

import imece.contract.BrokerRights;
import imece.contract.WorkerAccount;
import imece.local.nodes.BrokerAccounts;
import imece.local.nodes.RabbitNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** By which addresses the members of a farm reach its broker. Each holds a password. */
public sealed interface BrokerLogins {
    /** The gateways' user. */
    String GATEWAY = "gateway";

    /** For the launcher's own commands. */
    String administrator();

    /** For gateways. */
    String gateway();

    /** For the worker of this name. */
    String worker(String name);

    /** Whether workers of the last release may be there, which all have one user. */
    boolean lastReleaseWorkers();

    /** A broker that somebody else keeps: all have the one user of this address. */
    static BrokerLogins of(String uri) {
        return new OneUser(uri);
    }

    /**
     * A private node, which does not run yet: gateways and each worker have a user of their own, with a password that holds until
     * the next start of the farm.
     */
    static BrokerLogins at(RabbitNode node, Collection<String> workers) {
        Map<String, BrokerRights> users = new HashMap<>(Map.of(GATEWAY, BrokerRights.OF_GATEWAYS));
        workers.stream().map(WorkerAccount::new).forEach(each -> users.put(each.user(), each.rights()));
        return new OwnUsers(node, node.accounts().renewAll(users));
    }

    /** One for all. */
    record OneUser(String uri) implements BrokerLogins {
        @Override
        public String administrator() {
            return uri;
        }

        @Override
        public String gateway() {
            return uri;
        }

        @Override
        public String worker(String name) {
            return uri;
        }

        @Override
        public boolean lastReleaseWorkers() {
            return true;
        }
    }

    /** One for each, and the password of each. */
    record OwnUsers(RabbitNode node, Map<String, String> passwords) implements BrokerLogins {
        @Override
        public String administrator() {
            return node.uri();
        }

        @Override
        public String gateway() {
            return of(GATEWAY);
        }

        @Override
        public String worker(String name) {
            return of(new WorkerAccount(name).user());
        }

        @Override
        public boolean lastReleaseWorkers() {
            return node.accounts().has(BrokerAccounts.SHARED);
        }

        private String of(String user) {
            return node.uri(user, Objects.requireNonNull(passwords.get(user), user));
        }
    }
}
