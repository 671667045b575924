package imece.gateway.background;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Has all periodic tasks of this gateway done, on the few threads of Spring's scheduler, from the end of the start on. */
@Component
class PeriodicTasks implements SchedulingConfigurer {

    private final ObjectProvider<PeriodicWork> parts;
    private final DatabaseOutage database;
    private final MeterRegistry meters;

    PeriodicTasks(ObjectProvider<PeriodicWork> parts, DatabaseOutage database, MeterRegistry meters) {
        this.parts = parts;
        this.database = database;
        this.meters = meters;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        parts.orderedStream()
                .flatMap(part -> part.periodicTasks().stream())
                .forEach(task -> registrar.addFixedDelayTask(
                        new FixedDelayTask(new TaskRunner(task, database, meters), task.period(), task.first())));
    }
}
