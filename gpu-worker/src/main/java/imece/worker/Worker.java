package imece.worker;

import imece.worker.detect.EngineDoctor;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Starts one worker process. It ends with status 0 on SIGTERM or Ctrl-C, when what ran is finished or given back. */
@SpringBootConfiguration
@ImportAutoConfiguration(ProjectInfoAutoConfiguration.class)
@Import(WorkerWiring.class)
public class Worker {

    /**
     * Starts it; settings are in {@code worker.yml}, in the environment, or given as {@code --name=value}. With {@code
     * --doctor URL} it only examines the engine there, and ends with 0 if that is well.
     */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        if (args.length == 2 && args[0].equals("--doctor")) {
            System.exit(new EngineDoctor(System.out).examine(args[1]));
        }
        SpringApplication worker = new SpringApplication(Worker.class);
        worker.setWebApplicationType(WebApplicationType.NONE);
        worker.setBannerMode(Banner.Mode.OFF);
        worker.setLogStartupInfo(false);
        worker.setRegisterShutdownHook(false);
        worker.setDefaultProperties(Map.of("spring.config.name", "worker", "spring.main.keep-alive", "true"));
        ConfigurableApplicationContext context = worker.run(args);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            int status = 1;
            try {
                context.close();
                status = 0;
            } finally {
                Runtime.getRuntime().halt(status);
            }
        }));
    }
}
