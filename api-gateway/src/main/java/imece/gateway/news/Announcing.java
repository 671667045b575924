package imece.gateway.news;

import imece.fault.FaultPoint;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells this gateway what was committed. A listener that fails is never the caller's trouble: the change stands. */
@Component
public class Announcing {

    private final ApplicationEventPublisher listeners;

    Announcing(ApplicationEventPublisher listeners) {
        this.listeners = listeners;
    }

    /** To be called after the commit, never inside the transaction. */
    public void committed(Object event) {
        FaultPoint.SUBMIT_COMMITTED.reached();
        listeners.publishEvent(event);
    }
}
