package imece.gateway.turn;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.turn.TurnPayer.Address;
import imece.gateway.turn.TurnPayer.BusyVisitors;
import imece.gateway.turn.TurnPayer.OneVisitor;
import org.junit.jupiter.api.Test;

class TurnPayerTest {

    private static final TurnPayer TOGETHER = new Address(ShareWeight.ONE);

    @Test
    void visitorsOfOneAddressPayTogether() {
        assertThat(TurnPayer.ofVisitor(new BusyVisitors(10, 10), false)).isEqualTo(TOGETHER);
        assertThat(TurnPayer.ofVisitor(new BusyVisitors(10, 5), true)).isEqualTo(TOGETHER);
    }

    @Test
    void whereOneAddressSeemsToBeEverybodysEachPaysWithAPartOfItsWeight() {
        assertThat(TurnPayer.ofVisitor(new BusyVisitors(10, 6), true)).isEqualTo(new OneVisitor(new ShareWeight(166)));
        assertThat(TurnPayer.ofVisitor(new BusyVisitors(4, 4), true)).isEqualTo(new OneVisitor(new ShareWeight(250)));
    }

    @Test
    void threeVisitorsDoNotMakeAProxy() {
        assertThat(TurnPayer.ofVisitor(new BusyVisitors(3, 3), true)).isEqualTo(TOGETHER);
    }
}
