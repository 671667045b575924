package imece.gateway.jobapi;

import imece.fault.FaultPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Tells this gateway what was committed. The change stands, whatever a listener makes of it: one that fails is logged, and
 * what it would have done is healed by the dispatcher's tick and the feed's rereading.
 */
@Component
public class Announcing {

    private static final Logger LOG = LoggerFactory.getLogger(Announcing.class);

    private final ApplicationEventPublisher listeners;

    Announcing(ApplicationEventPublisher listeners) {
        this.listeners = listeners;
    }

    /** To be called after the commit, never inside the transaction. */
    public void committed(Object event) {
        FaultPoint.SUBMIT_COMMITTED.reached();
        try {
            listeners.publishEvent(event);
        } catch (RuntimeException e) {
            LOG.warn("A committed change was not told to everybody; ticks will heal it: {}", event, e);
        }
    }
}
