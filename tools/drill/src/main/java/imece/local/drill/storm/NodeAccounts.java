package imece.local.drill.storm;

import com.rabbitmq.client.Connection;
import imece.contract.WorkerAccount;
import imece.local.drill.farm.DrillFarm;
import imece.local.drill.farm.Part;
import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.TreeSet;

/** Accounts of nodes at the broker: one ends and comes back with another password, and all of them outlive a broker that was wiped. */
final class NodeAccounts {
    /** Longer than an end may take to be felt. */
    private static final Duration OUT = Duration.ofSeconds(8);

    private static final long LOOK_MILLIS = 500;
    private static final int LET_IN = 200;
    private static final int REFUSED = 403;
    private static final int CONNECTED = 101;

    private final DrillFarm farm;
    private final History history;
    private int number;

    NodeAccounts(DrillFarm farm, History history) {
        this.farm = farm;
        this.history = history;
    }

    /** Ends the account of this worker's node, and tries for a while whether it still opens anything. */
    void shutOut(Part worker) throws InterruptedException {
        String user = new WorkerAccount(worker.name()).user();
        String credential = "the account %s, the %d. time".formatted(user, ++number);
        String before = farm.brokerOf(worker);
        farm.rabbit().removeUser(user, true);
        history.note(new Entry.Ended(System.currentTimeMillis(), credential));
        long end = System.nanoTime() + OUT.toNanos();
        while (System.nanoTime() < end) {
            long sent = System.currentTimeMillis();
            history.note(new Entry.Tried(sent, credential, logIn(before)));
            sent = System.currentTimeMillis();
            if (farm.rabbit().connected(user)) {
                history.note(new Entry.Tried(sent, credential, CONNECTED));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** It is let in again; its worker is started anew, with what it is told then. */
    void letIn(Part worker) {
        WorkerAccount account = new WorkerAccount(worker.name());
        String password = farm.rabbit().accounts().renew(account.user(), account.rights());
        farm.rabbit().importUsers();
        farm.changeBrokerOf(worker, farm.rabbit().uri(account.user(), password));
        worker.signal("KILL");
    }

    /** Whom the running broker knows beside whom it is to know. */
    void compare() {
        history.note(new Entry.Accounts(
                System.currentTimeMillis(),
                new ArrayList<>(new TreeSet<>(farm.rabbit().users())),
                new ArrayList<>(new TreeSet<>(farm.rabbit().accounts().users()))));
    }

    private static int logIn(String broker) {
        try {
            Connection connection = DrillConnection.to(broker);
            connection.abort();
            return LET_IN;
        } catch (IOException refused) {
            return REFUSED;
        }
    }
}
