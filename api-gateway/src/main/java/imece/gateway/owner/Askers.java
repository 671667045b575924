package imece.gateway.owner;

import imece.gateway.http.Refusal;
import imece.gateway.identity.AddressMarks;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.identity.Caller.VisitorCaller;
import imece.gateway.identity.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Says who asks, before anything is read from the database. */
@Component
public class Askers {

    private final AddressMarks marks;
    private final AddressFloods floods;

    Askers(AddressMarks marks, AddressFloods floods) {
        this.marks = marks;
        this.floods = floods;
    }

    /**
     * Somebody who writes something down. Addresses concern visitors only: whoever has signed in, or shows a key or a token, is
     * known by that.
     *
     * @throws Refusal 429 if it is one of too many new visitors from its address
     */
    public Asker of(Caller caller, HttpServletRequest request) {
        if (!(caller instanceof VisitorCaller visitor)) {
            return new Asker(caller.owner(), caller instanceof KeyCaller key ? key.through() : null, null, null);
        }
        ClientAddress address = ClientAddress.of(request.getRemoteAddr());
        if (visitor.newcomer()) {
            floods.newVisitor(address);
        }
        return new Asker(visitor.owner(), null, marks.row(address), visitor.newcomer() ? null : address);
    }

    /**
     * Somebody who asks for jobs.
     *
     * @throws Refusal 429 if too many visitors ask from this one's address, or it is one of too many new ones
     */
    public Asker forJobs(Caller caller, HttpServletRequest request) {
        if (caller instanceof VisitorCaller) {
            floods.submit(ClientAddress.of(request.getRemoteAddr()));
        }
        return of(caller, request);
    }
}
