package imece.gateway.submit;

import imece.gateway.GatewaySettings;
import imece.gateway.owner.Asker;
import imece.gateway.owner.Owner;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnPayer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says whose account pays for jobs: decided at submit, and kept with each of them. */
@Component
class TurnPayers {

    private final BusyVisitorRows busy;
    private final boolean addressesHidden;

    TurnPayers(BusyVisitorRows busy, GatewaySettings settings) {
        this.busy = busy;
        this.addressesHidden = settings.trustedProxies().isEmpty();
    }

    /**
     * Whose account is charged.
     *
     * @param address of a visitor that pays alone; null for everybody else
     * @param key the row of the key that is asked by; null = none
     * @param weight what the jobs count as; null = as the operator has set it for the account
     */
    record ChargedAccount(
            UUID account,
            @Nullable UUID address,
            @Nullable UUID key,
            @Nullable ShareWeight weight) {

        private static ChargedAccount itself(UUID account, @Nullable UUID key) {
            return new ChargedAccount(account, null, key, null);
        }
    }

    /** Who pays for what this owner asks for. A key pays for all users of its app: it is the customer. */
    ChargedAccount of(Asker asker, Owner owner) {
        return switch (owner.kind()) {
            case ACCOUNT -> ChargedAccount.itself(owner.id(), asker.through());
            case KEY -> ChargedAccount.itself(owner.id(), owner.id());
            case SUB_OWNER -> {
                UUID key = owner.within() == null ? asker.through() : owner.within();
                yield ChargedAccount.itself(key == null ? owner.id() : key, key);
            }
            case VISITOR -> ofVisitor(owner.id(), asker.address());
            case ADDRESS -> throw new IllegalStateException("An address asks for nothing.");
        };
    }

    /**
     * Who pays for what a visitor asks for.
     *
     * @param address it asks from; null = nobody knows
     */
    ChargedAccount ofVisitor(UUID visitor, @Nullable UUID address) {
        if (address == null) {
            return new ChargedAccount(visitor, null, null, ShareWeight.ONE);
        }
        TurnPayer payer = addressesHidden
                ? TurnPayer.ofVisitor(busy.beside(visitor, address), true)
                : new TurnPayer.Address(ShareWeight.ONE);
        return switch (payer) {
            case TurnPayer.OneVisitor alone -> new ChargedAccount(visitor, address, null, alone.weight());
            case TurnPayer.Address together -> new ChargedAccount(address, null, null, together.weight());
            case TurnPayer.OwnAccount own -> ChargedAccount.itself(visitor, null);
        };
    }
}
