package imece.gateway;

import imece.clock.MonotonicClock;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts one gateway. Any number of them share a database, a broker and a folder of pictures. */
// Connections are made in the broker package: two of them, which no general configuration expects.
// Nobody signs in with the one name and password that Boot would make up.
@SpringBootApplication(
        proxyBeanMethods = false,
        exclude = {RabbitAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@ConfigurationPropertiesScan
@EnableScheduling
public class Gateway {

    /** Runs the gateway with settings from {@code gateway.yml}, the environment and the command line. */
    public static void main(String[] args) {
        setProcessorsOfVirtualThreads();
        application().run(args);
    }

    /** The application, not yet running. Its settings file has an own name, so that it can share a class path. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(Gateway.class).properties("spring.config.name=gateway");
    }

    /**
     * Requests are served on virtual threads, which take turns only where they wait. More threads of the machine than it has
     * processors bear them, so that a few pictures that are made smaller do not hold up everybody else. Before Java 24 a virtual
     * thread that waits for its client keeps one of them, so there may be many.
     */
    private static void setProcessorsOfVirtualThreads() {
        setIfAbsent(
                "jdk.virtualThreadScheduler.parallelism",
                Math.max(16, Runtime.getRuntime().availableProcessors()));
        if (Runtime.version().feature() < 24) {
            setIfAbsent("jdk.virtualThreadScheduler.maxPoolSize", 4_096);
        }
    }

    private static void setIfAbsent(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }

    @Bean
    MonotonicClock monotonicClock() {
        return MonotonicClock.system();
    }

    @Bean
    Clock clock() {
        // As fine as the database keeps it, so that a job looks the same before and after it was read.
        return Clock.tick(Clock.systemUTC(), ChronoUnit.MICROS.getDuration());
    }
}
