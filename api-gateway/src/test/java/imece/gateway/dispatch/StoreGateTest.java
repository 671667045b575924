package imece.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import imece.gateway.dispatch.StoreGate.Opening;
import imece.gateway.line.DispatchPauses.DispatchPause;
import imece.gateway.picture.StoreOutage;
import imece.gateway.picture.StorePause;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class StoreGateTest {

    private final StoreOutage outage = mock(StoreOutage.class);
    private final StorePause pause = mock(StorePause.class);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StoreGate gate = new StoreGate(outage, pause, meters);

    @Test
    void whileAllIsWellEverythingMayGoAndNobodyIsAsked() {
        assertThat(gate.now()).isEqualTo(Opening.WIDE);
        assertThat(gate.pause()).isNull();
        assertThat(paused()).isZero();
        verify(pause, never()).mayProbe();
    }

    @Test
    void aStoreThatRefusesHereShutsItAlsoForTheJobThatMightShowSomething() {
        when(outage.lasts()).thenReturn(true);
        when(pause.lasts()).thenReturn(true);
        when(pause.mayProbe()).thenReturn(true);
        assertThat(gate.now()).isEqualTo(Opening.SHUT);
        assertThat(gate.pause()).isEqualTo(DispatchPause.PICTURE_STORE);
        assertThat(paused()).isEqualTo(1);
    }

    @Test
    void whileWorkersCannotPutTheirPicturesAwayOneJobMayGoNowAndThen() {
        when(pause.lasts()).thenReturn(true);
        when(pause.mayProbe()).thenReturn(true, false);
        assertThat(gate.now()).isEqualTo(Opening.ONE_JOB);
        assertThat(gate.now()).isEqualTo(Opening.SHUT);
        assertThat(gate.pause()).isEqualTo(DispatchPause.PICTURE_STORE);
    }

    private double paused() {
        return meters.get("imece.dispatch.paused")
                .tag("why", "picture-store")
                .gauge()
                .value();
    }
}
