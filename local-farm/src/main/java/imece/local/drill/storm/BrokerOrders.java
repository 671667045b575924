package imece.local.drill.storm;

import imece.local.nodes.RabbitNode;
import java.util.List;
import java.util.Optional;

/** What RabbitMQ's own command line tool can do to its clients. */
record BrokerOrders(RabbitNode rabbit) {

    /** Closes one client's connection; empty if there is none. */
    Optional<String> closeConnection(int which) {
        return one(rabbit.rabbitmqctl("list_connections", "pid", "name"), which).map(line -> {
            rabbit.rabbitmqctl("close_connection", line[0], "drill");
            return line[1];
        });
    }

    /** Ends one channel from inside the broker, as an error in it would; empty if there is none. */
    Optional<String> closeChannel(int which) {
        return one(rabbit.rabbitmqctl("list_channels", "pid", "name"), which).map(line -> {
            rabbit.rabbitmqctl("eval", "exit(rabbit_misc:string_to_pid(\"" + line[0] + "\"), kill).");
            return line[1];
        });
    }

    private static Optional<String[]> one(String table, int which) {
        List<String[]> lines = table.lines()
                .map(line -> line.split("\t", 2))
                .filter(words -> words.length == 2 && words[0].startsWith("<"))
                .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(which % lines.size()));
    }
}
