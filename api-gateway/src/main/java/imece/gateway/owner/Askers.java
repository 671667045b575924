package imece.gateway.owner;

import imece.gateway.http.Refusal;
import imece.gateway.identity.AddressMarks;
import imece.gateway.identity.ClientAddress;
import imece.gateway.identity.VisitorCookies.Visitor;
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
     * A visitor who writes something down.
     *
     * @throws Refusal 429 if it is one of too many new ones from its address
     */
    public Asker of(Visitor visitor, HttpServletRequest request) {
        ClientAddress address = ClientAddress.of(request.getRemoteAddr());
        if (visitor.newcomer()) {
            floods.newVisitor(address);
        }
        return new Asker(visitor.id(), marks.row(address), visitor.newcomer() ? null : address);
    }

    /**
     * A visitor who asks for jobs.
     *
     * @throws Refusal 429 if too many ask from its address, or it is one of too many new ones
     */
    public Asker forJobs(Visitor visitor, HttpServletRequest request) {
        floods.submit(ClientAddress.of(request.getRemoteAddr()));
        return of(visitor, request);
    }
}
