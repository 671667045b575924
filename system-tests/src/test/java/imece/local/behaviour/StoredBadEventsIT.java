package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events of a run that counts, with content that no database takes. */
@ExtendWith(SharedGateway.class)
class StoredBadEventsIT {
    private final GatewayUnderTest gateway;

    StoredBadEventsIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void anErrorTextThatCannotBeStoredAsItIsStillEndsItsJobAndTheNextOneStarts() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String bad = browser.submitted("bad");
            String good = browser.submitted("good");
            worker.take().start().failSaying("\"NUL \\u0000 and half a pair \\ud800.\"");
            worker.take().start().complete();

            Within.bounds().until(() -> browser.status(good).equals("complete"));
            Within.bounds().until(() -> browser.status(bad).equals("error"));
            assertThat(browser.job(bad).path("error").path("message").asString(""))
                    .contains("NUL")
                    .doesNotContain("\u0000");
        }
    }

    @Test
    void aVeryLongErrorTextIsNoTrouble() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String bad = browser.submitted("bad");
            worker.take().start().fail("engine-error", "x".repeat(200_000), false);

            Within.bounds().until(() -> browser.status(bad).equals("error"));
        }
    }
}
