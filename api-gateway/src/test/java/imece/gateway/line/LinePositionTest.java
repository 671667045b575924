package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.line.JobView.Eta;
import imece.gateway.line.LinePositions.LinePosition;
import org.junit.jupiter.api.Test;

class LinePositionTest {

    private static final Eta TOLD = new Eta(8, 10);

    @Test
    void aCountedPlaceKeepsTheRangeThatWasTold() {
        assertThat(new LinePosition(2, null).orEta(TOLD)).isEqualTo(new LinePosition(2, TOLD));
    }

    @Test
    void aNewerRangeWins() {
        LinePosition newer = new LinePosition(2, new Eta(1, 2));
        assertThat(newer.orEta(TOLD)).isEqualTo(newer);
        assertThat(newer.orEta(null)).isEqualTo(newer);
    }
}
