package imece.worker.run;

import imece.contract.LiveEvent;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker that confirms at once and remembers everything. */
final class RecordedEvents implements RunEvents {

    final List<StatusEvent> reported = new CopyOnWriteArrayList<>();
    final List<LiveEvent> told = new CopyOnWriteArrayList<>();
    final List<byte[]> previews = new CopyOnWriteArrayList<>();

    @Override
    public CompletableFuture<Void> report(StatusEvent event) {
        reported.add(event);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void tell(LiveEvent event) {
        told.add(event);
    }

    @Override
    public void preview(RunKey run, long seq, byte[] jpeg) {
        previews.add(jpeg);
    }

    List<String> kinds() {
        return reported.stream().map(event -> event.getClass().getSimpleName()).toList();
    }
}
