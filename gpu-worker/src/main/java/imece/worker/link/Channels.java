package imece.worker.link;

import com.rabbitmq.client.Channel;
import java.io.IOException;

/** Where channels to consume on come from. */
interface Channels {

    /**
     * A new one.
     *
     * @throws IOException if the broker has none to give
     */
    Channel open() throws IOException;
}
