package imece.bench.floor;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import imece.bench.farm.RunServers;
import imece.bench.stats.Latencies;
import imece.bench.stats.OpenLoop;
import imece.broker.BrokerAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The floor of {@code start}: one durable commit, one confirmed publish to a quorum queue, its delivery, one durable commit,
 * each after the other, with what connections a small pool has.
 */
public final class DurableHop implements AutoCloseable {
    private static final int POOL = 8;
    private static final long CONFIRM_MILLIS = 10_000;

    private final Connection broker;
    private final String queue = "floor." + System.nanoTime();
    private final BlockingQueue<Way> ways = new ArrayBlockingQueue<>(POOL);
    private final List<java.sql.Connection> databases = new ArrayList<>();
    private final Map<Long, CountDownLatch> underWay = new ConcurrentHashMap<>();
    private final PreparedStatement arrived;

    /** One connection and one channel of the pool. */
    private record Way(PreparedStatement insert, Channel channel) {}

    /** Makes its own table and queue. */
    public DurableHop(RunServers runServers) throws Exception {
        String jdbcUrl = runServers.newDatabase("hop");
        java.sql.Connection store = open(runServers, jdbcUrl);
        try (Statement statement = store.createStatement()) {
            statement.execute("create table hops (id bigint primary key, status text not null, body text not null)");
        }
        arrived = store.prepareStatement("update hops set status = 'started' where id = ? and status = 'queued'");
        broker = BrokerAddress.of("The benchmark's broker", runServers.newVirtualHost("hop"))
                .connections("imece bench floor")
                .newConnection();
        Channel consuming = broker.createChannel();
        consuming.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
        consuming.basicQos(POOL);
        consuming.basicConsume(
                queue,
                false,
                (tag, message) -> {
                    store(Long.parseLong(new String(message.getBody(), StandardCharsets.UTF_8)));
                    consuming.basicAck(message.getEnvelope().getDeliveryTag(), false);
                },
                tag -> {});
        for (int i = 0; i < POOL; i++) {
            Channel channel = broker.createChannel();
            channel.confirmSelect();
            PreparedStatement insert = open(runServers, jdbcUrl)
                    .prepareStatement("insert into hops values (?, 'queued', repeat('x', 600))");
            ways.add(new Way(insert, channel));
        }
    }

    private java.sql.Connection open(RunServers runServers, String jdbcUrl) throws SQLException {
        java.sql.Connection connection = runServers.connect(jdbcUrl);
        databases.add(connection);
        return connection;
    }

    /** Open-loop arrivals; times count from the intended moments to the second commit. */
    public Latencies measure(double perSecond, Duration length) throws InterruptedException {
        Latencies times = new Latencies();
        OpenLoop.run(perSecond, length, intended -> {
            try {
                hop(intended);
                times.add(System.nanoTime() - intended);
            } catch (Exception e) {
                throw new IllegalStateException("A hop of the floor failed.", e);
            }
        });
        return times;
    }

    private void hop(long id) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        underWay.put(id, done);
        Way way = ways.take();
        try {
            way.insert().setLong(1, id);
            way.insert().executeUpdate();
            way.channel()
                    .basicPublish(
                            "",
                            queue,
                            MessageProperties.PERSISTENT_BASIC,
                            Long.toString(id).getBytes(StandardCharsets.UTF_8));
            way.channel().waitForConfirmsOrDie(CONFIRM_MILLIS);
        } finally {
            ways.add(way);
        }
        done.await();
    }

    private void store(long id) {
        try {
            arrived.setLong(1, id);
            arrived.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The floor's second commit failed.", e);
        }
        CountDownLatch done = underWay.remove(id);
        if (done != null) {
            done.countDown();
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        broker.close();
        for (java.sql.Connection database : databases) {
            database.close();
        }
    }
}
