package imece.worker;

import imece.clock.MonotonicClock;
import imece.worker.engine.ImageEngine;
import imece.worker.gpu.Gpu;
import imece.worker.gpu.GpuLock;
import imece.worker.run.Admission;
import imece.worker.run.Canary;
import imece.worker.run.PictureUpload;
import imece.worker.run.Quarantine;
import imece.worker.run.RunEvents;
import imece.worker.run.RunLimits;
import imece.worker.run.RunSteps;
import imece.worker.run.SharedProcess;
import imece.worker.slot.DrainState;
import imece.worker.slot.Slot;
import imece.worker.slot.WorkerIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Puts slots together out of what all slots of a process share. */
record SlotMaker(
        WorkerSettings.Own own,
        @Nullable Path data,
        WorkerIdentity identity,
        RunEvents events,
        DrainState drainState,
        Admission admission,
        SharedProcess process,
        InstantSource clock,
        Runnable changed) {

    private static final Duration ENGINE_STOPS_WITHIN = Duration.ofSeconds(10);

    /**
     * A slot for one GPU.
     *
     * @param seats how many jobs it draws at once
     * @param mend restarts its engine if that is ours to do
     */
    Slot slot(Gpu gpu, ImageEngine engine, int seats, Runnable mend) {
        Path locks = SharedFolders.locks(
                own.lockFolder(), data, gpu.uuid(), System.getenv(), System.getProperty("user.home"));
        GpuLock lock = new GpuLock(locks, gpu.uuid(), own.lockWait(), seats > 1);
        RunLimits limits = new RunLimits(own.stallAfter(), ENGINE_STOPS_WITHIN);
        Quarantine quarantine = new Quarantine(gpu.uuid(), new Canary(engine, limits, lock), mend);
        PictureUpload upload = new PictureUpload(PictureUpload.client());
        RunSteps steps = new RunSteps(engine, limits, lock, upload, events, admission, process, quarantine, clock);
        return new Slot(
                gpu,
                own.lanes().getFirst(),
                seats,
                identity,
                engine,
                steps,
                quarantine,
                drainState,
                MonotonicClock.system(),
                changed);
    }
}
