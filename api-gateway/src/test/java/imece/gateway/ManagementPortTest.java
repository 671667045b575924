package imece.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class ManagementPortTest {

    @ParameterizedTest
    @CsvSource({"8080, 9080", "8081, 9081", "0, 0", "64535, 65535"})
    void healthAndMetricsAreAThousandAboveTheGateway(String port, String management) {
        MockEnvironment environment = new MockEnvironment().withProperty("server.port", port);

        process(environment);

        assertThat(environment.getProperty("management.server.port")).isEqualTo(management);
    }

    @Test
    void aPortThatIsSetStays() {
        MockEnvironment environment =
                new MockEnvironment().withProperty("server.port", "8080").withProperty("management.server.port", "7");

        process(environment);

        assertThat(environment.getProperty("management.server.port")).isEqualTo("7");
    }

    @Test
    void whereThereIsNoPortSoFarAboveOneHasToBeSet() {
        MockEnvironment environment = new MockEnvironment().withProperty("server.port", "64536");

        assertThatThrownBy(() -> process(environment))
                .hasMessageContaining("64536")
                .hasMessageContaining("Set management.server.port");
    }

    @Test
    void springAsksIt() {
        try (ConfigurableApplicationContext started = new SpringApplicationBuilder(ManagementPortTest.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties("server.port=8123", "spring.main.banner-mode=off")
                .run()) {
            assertThat(started.getEnvironment().getProperty("management.server.port"))
                    .isEqualTo("9123");
        }
    }

    private static void process(MockEnvironment environment) {
        new ManagementPort().postProcessEnvironment(environment, new SpringApplication());
    }
}
