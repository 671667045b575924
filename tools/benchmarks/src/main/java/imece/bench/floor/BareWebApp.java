package imece.bench.floor;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The floor of {@code footprint}: the smallest Spring Boot web application, with one call. */
@SpringBootApplication
@RestController
public class BareWebApp {

    /** Starts it; {@code --server.port} says where. */
    public static void main(String[] args) {
        SpringApplication app = new SpringApplication(BareWebApp.class);
        app.setBannerMode(Banner.Mode.OFF);
        app.setLogStartupInfo(false);
        app.run(args);
    }

    @GetMapping("/ready")
    String ready() {
        return "yes";
    }
}
