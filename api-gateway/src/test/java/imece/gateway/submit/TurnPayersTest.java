package imece.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import imece.gateway.GatewaySettings;
import imece.gateway.owner.Asker;
import imece.gateway.owner.Owner;
import imece.gateway.owner.Owner.OwnLimits;
import imece.gateway.owner.OwnerKind;
import imece.gateway.submit.TurnPayers.ChargedAccount;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnPayer.BusyVisitors;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose account is charged. */
class TurnPayersTest {

    private static final UUID OWNER = new UUID(1, 1);
    private static final UUID KEY = new UUID(2, 2);
    private static final UUID ADDRESS = new UUID(3, 3);

    private final BusyVisitorRows busy = mock(BusyVisitorRows.class);

    @Test
    void peoplePayForThemselvesAlsoByTheirKeys() {
        assertThat(payers(true).of(new Asker(OWNER, KEY, null, null), owner(OwnerKind.ACCOUNT, null)))
                .isEqualTo(new ChargedAccount(OWNER, null, KEY, null));
        assertThat(payers(true).of(new Asker(OWNER, null, ADDRESS, null), owner(OwnerKind.ACCOUNT, null)))
                .as("a visitor that has signed in meanwhile")
                .isEqualTo(new ChargedAccount(OWNER, null, null, null));
    }

    @Test
    void aKeyPaysForAllUsersOfItsApp() {
        ChargedAccount key = new ChargedAccount(KEY, null, KEY, null);
        assertThat(payers(true).of(new Asker(OWNER, KEY, null, null), owner(OwnerKind.SUB_OWNER, KEY)))
                .isEqualTo(key);
        assertThat(payers(true).of(new Asker(OWNER, null, null, null), owner(OwnerKind.SUB_OWNER, KEY)))
                .as("an operator tries it again")
                .isEqualTo(key);
        assertThat(payers(true).of(new Asker(OWNER, null, null, null), owner(OwnerKind.KEY, null)))
                .isEqualTo(new ChargedAccount(OWNER, null, OWNER, null));
    }

    @Test
    void visitorsOfOneAddressPayTogether() {
        when(busy.beside(any(), any())).thenReturn(new BusyVisitors(8, 2));
        ChargedAccount together = new ChargedAccount(ADDRESS, null, null, ShareWeight.ONE);
        assertThat(ofVisitor(true, ADDRESS)).isEqualTo(together);
        assertThat(ofVisitor(false, ADDRESS)).isEqualTo(together);
    }

    @Test
    void anAddressThatMayBeEverybodysLetsEachPayAPartUnlessAProxyIsTrustedToTell() {
        when(busy.beside(any(), any())).thenReturn(new BusyVisitors(5, 4));
        assertThat(ofVisitor(true, ADDRESS)).isEqualTo(new ChargedAccount(OWNER, ADDRESS, null, new ShareWeight(250)));
        assertThat(ofVisitor(false, ADDRESS)).isEqualTo(new ChargedAccount(ADDRESS, null, null, ShareWeight.ONE));
    }

    @Test
    void aVisitorWhoseAddressNobodyKnowsPaysAlone() {
        assertThat(ofVisitor(true, null)).isEqualTo(new ChargedAccount(OWNER, null, null, ShareWeight.ONE));
    }

    private ChargedAccount ofVisitor(boolean hidden, @Nullable UUID address) {
        return payers(hidden).of(new Asker(OWNER, null, address, null), owner(OwnerKind.VISITOR, null));
    }

    private TurnPayers payers(boolean hidden) {
        GatewaySettings settings = mock(GatewaySettings.class);
        when(settings.trustedProxies()).thenReturn(hidden ? List.of() : List.of("10.0.0.0/8"));
        return new TurnPayers(busy, settings);
    }

    private static Owner owner(OwnerKind kind, @Nullable UUID within) {
        return new Owner(
                OWNER,
                kind,
                Instant.EPOCH,
                within,
                null,
                null,
                null,
                ShareWeight.ONE,
                new OwnLimits(null, null, null, null, null, null));
    }
}
