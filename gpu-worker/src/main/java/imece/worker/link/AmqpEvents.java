package imece.worker.link;

import imece.contract.LiveEvent;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.worker.run.RunEvents;
import java.util.concurrent.CompletableFuture;

/** News by way of the broker. */
record AmqpEvents(StatusPublisher outbox, LiveSender live) implements RunEvents {

    @Override
    public CompletableFuture<Void> report(StatusEvent event) {
        return outbox.publish(event);
    }

    @Override
    public void tell(LiveEvent event) {
        live.tell(event);
    }

    @Override
    public void preview(RunKey run, long seq, byte[] jpeg) {
        live.preview(run, seq, jpeg);
    }
}
