package imece.worker.slot;

import imece.contract.WorkerOrder;
import imece.worker.run.Admission.FinishedRuns;
import imece.worker.run.Admission.OrderMemory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives what gateways order. Each order may come twice, late, or for somebody else. */
public final class OrderReceiver {

    private static final Logger log = LoggerFactory.getLogger(OrderReceiver.class);

    private final String worker;
    private final OrderMemory memory;
    private final FinishedRuns finished;
    private final DrainState drainState;
    private final List<Slot> slots;

    /** What was told already. */
    private final UnknownGpus unknownGpus = new UnknownGpus();

    /** The receiver of the worker of this name. */
    public OrderReceiver(
            String worker, OrderMemory memory, FinishedRuns finished, DrainState drainState, List<Slot> slots) {
        this.worker = worker;
        this.memory = memory;
        this.finished = finished;
        this.drainState = drainState;
        this.slots = List.copyOf(slots);
    }

    /** Obeys. What is about a job is remembered first, so that a run that begins meanwhile sees it. */
    public void receive(WorkerOrder order) {
        memory.remember(order);
        slots.forEach(slot -> slot.obey(order));
        switch (order) {
            case WorkerOrder.Cancel c -> log.debug("Ordered to cancel up to epoch {}. job={}", c.epoch(), c.jobId());
            case WorkerOrder.Abandon a -> {
                finished.forget(a.jobId(), a.runId());
                log.debug("Ordered to abandon run {}. job={}", a.runId(), a.jobId());
            }
            case WorkerOrder.Drain d -> drain(d.worker());
            case WorkerOrder.Resume r -> resume(r.worker());
            case WorkerOrder.Call c -> {}
            case WorkerOrder.Assign a -> lookForSlot(a);
            case WorkerOrder.Unknown u ->
                log.warn("An order of a kind that this version does not know was passed over.");
        }
    }

    private void lookForSlot(WorkerOrder.Assign order) {
        boolean here = slots.stream().anyMatch(slot -> slot.laneOrders().meansProcess(order));
        if (here
                && slots.stream().noneMatch(slot -> slot.laneOrders().meansSlot(order))
                && unknownGpus.add(order.gpu())) {
            log.warn(
                    "A gateway assigns a GPU to lane {} that this worker does not have, and is not obeyed: {}.",
                    order.lane(),
                    order.gpu());
        }
    }

    private void drain(String name) {
        if (name.equals(worker) && !drainState.draining()) {
            log.info("Draining by order: what runs is finished, nothing new is taken.");
            drainState.drain();
        }
    }

    private void resume(String name) {
        if (name.equals(worker) && drainState.draining() && !drainState.stopping()) {
            log.info("Resumed by order: jobs are taken again.");
            drainState.resume();
        }
    }

    /** The first GPUs that were asked for and are not here; of more there is nothing to be learnt. */
    private static final class UnknownGpus {

        private static final int MOST = 64;

        private final Set<String> gpus = new HashSet<>();

        /** False if it is among them, or they are too many. */
        synchronized boolean add(String gpu) {
            return gpus.size() < MOST && gpus.add(gpu);
        }
    }
}
