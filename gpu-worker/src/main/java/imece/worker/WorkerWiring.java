package imece.worker;

import imece.clock.MonotonicClock;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.PlainPrompts;
import imece.worker.engine.WatchedEngine;
import imece.worker.gpu.Gpu;
import imece.worker.gpu.GpuWatch;
import imece.worker.gpu.Gpus;
import imece.worker.instant.InstantEngine;
import imece.worker.link.FarmLink;
import imece.worker.owned.OwnedEngine;
import imece.worker.run.Admission;
import imece.worker.run.Admission.FinishedRuns;
import imece.worker.run.Admission.OrderMemory;
import imece.worker.run.SharedProcess;
import imece.worker.slot.DrainState;
import imece.worker.slot.HeartbeatSender;
import imece.worker.slot.OrderReceiver;
import imece.worker.slot.Slot;
import imece.worker.slot.WorkerIdentity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the worker together; the only place that knows the clock, the machine's name and every part. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WorkerSettings.class, InstantSettings.class})
class WorkerWiring {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    WorkerIdentity identity(WorkerSettings settings, ObjectProvider<BuildProperties> build) {
        String host = hostName();
        BuildProperties built = build.getIfAvailable();
        String version = built == null || built.getVersion() == null ? "unknown" : built.getVersion();
        return new WorkerIdentity(settings.nameOr(host), UUID.randomUUID(), host, version);
    }

    @Bean
    GpuWatch gpuWatch() throws InterruptedException {
        return GpuWatch.begin();
    }

    @Bean
    WorkerLife workerLife(
            WorkerSettings settings,
            InstantSettings instant,
            WorkerIdentity identity,
            InstantSource clock,
            GpuWatch watch) {
        DrainState drainState = new DrainState();
        OrderMemory orders = new OrderMemory(MonotonicClock.system());
        FinishedRuns finished = new FinishedRuns(MonotonicClock.system());
        Admission admission = new Admission(orders, finished, drainState::draining);
        FarmLink link = new FarmLink(settings.broker().uri(), "imece worker " + identity.worker());
        List<Slot> slots = new CopyOnWriteArrayList<>();
        HeartbeatSender heartbeats =
                new HeartbeatSender(identity, drainState, slots, watch::figures, link.events(), clock);
        WorkerSettings.Own own = settings.worker();
        List<Gpu> gpus =
                own.slots().isEmpty() ? Gpus.of(own.gpus(), identity.host(), watch::gpu, watch::gpus) : List.of();
        SharedProcess process = new SharedProcess(gpus.size() * own.concurrency()
                + own.slots().stream().mapToInt(SlotSettings::seats).sum());
        process.onChange(link::wake);
        process.onChange(heartbeats::changed);
        SlotMaker maker = new SlotMaker(
                own,
                settings.data(),
                identity,
                link.events(),
                drainState,
                admission,
                process,
                clock,
                heartbeats::changed);
        List<OwnedEngine> engines = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (SlotSettings each : own.slots()) {
            if (!taken.add(watch.gpu(each.gpuId()).uuid())) {
                throw new BadSetting("imece.worker.slots", each.gpuId() + " twice", "slots on different GPUs");
            }
            Gpu gpu = watch.gpu(each.gpuId());
            Optional<OwnedEngine> owned = each.own(gpu, watch);
            WatchedEngine engine = new WatchedEngine(
                    new PlainPrompts(each.open()),
                    gpu.uuid(),
                    each.seats(),
                    () -> {
                        link.wake();
                        heartbeats.changed();
                    },
                    () -> owned.flatMap(OwnedEngine::trouble));
            owned.ifPresent(engines::add);
            slots.add(maker.slot(
                    gpu,
                    engine,
                    each.seats(),
                    owned.<Runnable>map(e -> e::restart).orElse(() -> {})));
            engine.start();
        }
        gpus.forEach(gpu -> slots.add(maker.slot(gpu, engine(gpu, own, instant), own.concurrency(), () -> {})));
        OrderReceiver receiver = new OrderReceiver(identity.worker(), orders, finished, drainState, slots);
        return new WorkerLife(
                identity,
                link,
                heartbeats,
                drainState,
                slots,
                receiver,
                engines,
                own.slots().isEmpty() ? own.engine() : own.engines(),
                own.stopGrace());
    }

    private static ImageEngine engine(Gpu gpu, WorkerSettings.Own own, InstantSettings instant) {
        return own.engine().equals(WorkerSettings.INSTANT)
                ? new InstantEngine(gpu.uuid(), Duration.ofMillis(instant.millis()), instant.journal())
                : new PlainPrompts(own.demo().engine());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
