package imece.local.drill.storm;

import imece.local.nodes.RabbitNode;
import imece.local.os.CommandProblem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What RabbitMQ's own command line tool can do to its clients; the drill itself is none of them. */
record BrokerOrders(RabbitNode rabbit) {
    /** By this name the drill's own connections are left alone. */
    static final String DRILL = "imece drill";

    /** Closes one client's connection; empty if there is none. */
    Optional<String> closeConnection(int which) {
        return end(connections(), which, pid -> rabbit.rabbitmqctl("close_connection", pid, "drill"));
    }

    /** Ends one channel from inside the broker, as an error in it would; empty if there is none. */
    Optional<String> closeChannel(int which) {
        List<String> clients = connections().stream().map(line -> line[1]).toList();
        List<String[]> channels = table(rabbit.rabbitmqctl("list_channels", "pid", "name")).stream()
                .filter(line -> clients.stream().anyMatch(client -> line[1].startsWith(client + " (")))
                .toList();
        return end(
                channels,
                which,
                pid -> rabbit.rabbitmqctl("eval", "exit(rabbit_misc:string_to_pid(\"" + pid + "\"), kill)."));
    }

    private List<String[]> connections() {
        return table(rabbit.rabbitmqctl("list_connections", "pid", "name", "client_properties")).stream()
                .filter(line -> line.length < 3 || !line[2].contains(DRILL))
                .toList();
    }

    private static List<String[]> table(String printed) {
        return printed.lines()
                .map(line -> line.split("\t", -1))
                .filter(words -> words.length >= 2 && words[0].startsWith("<"))
                .toList();
    }

    /** Orders one of them to end; empty if there is none, or if it had ended by itself. */
    private static Optional<String> end(List<String[]> lines, int which, Consumer<String> order) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String[] one = lines.get(which % lines.size());
        try {
            order.accept(one[0]);
            return Optional.of(one[1]);
        } catch (CommandProblem gone) {
            return Optional.empty();
        }
    }
}
