package imece.gateway.job.api;

import imece.gateway.IpLiterals;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Paging;
import imece.gateway.http.Refusal;
import imece.gateway.identity.AddressMarks;
import imece.gateway.identity.ClientAddress;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.rows.JobSelection;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads which jobs an operator means; whatever is absent or empty narrows nothing. */
@Component
public class JobSelections {

    /** What the document says of it. */
    public static final String WORDS =
            "owner: of this one; address: of callers from this address that have sent no cookie"
                    + " back; q: part of the prompt; lane; job: this one only.";

    private static final int LONGEST_LANE = 200;

    private final AddressMarks addresses;

    JobSelections(AddressMarks addresses) {
        this.addresses = addresses;
    }

    /**
     * Which jobs are meant, as a request's parameters name them.
     *
     * @param address an IP address
     * @param q part of the prompt
     */
    public record SelectionParameters(
            @Schema(format = "uuid") @Nullable String owner,
            @Nullable String address,
            @Nullable String q,
            @Nullable String lane,
            @Schema(format = "uuid") @Nullable String job) {}

    /**
     * The selection of a request's parameters.
     *
     * @throws Refusal 422 for the first that makes no sense
     */
    public JobSelection read(SelectionParameters parameters, Set<JobStatus> statuses) {
        return new JobSelection(
                id("job", parameters.job()),
                id("owner", parameters.owner()),
                mark(parameters.address()),
                statuses,
                Paging.search(parameters.q()),
                lane(parameters.lane()));
    }

    /**
     * The same, of the statuses that a word names.
     *
     * @param usual what nothing stands for
     */
    public JobSelection read(SelectionParameters parameters, @Nullable String status, String usual) {
        return read(parameters, StatusFilter.parse(status == null || status.isBlank() ? usual : status));
    }

    private static @Nullable UUID id(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(field, field + " is no id.", "a UUID");
        }
    }

    private @Nullable String mark(@Nullable String address) {
        if (address == null || address.isEmpty()) {
            return null;
        }
        if (IpLiterals.of(address).isEmpty()) {
            throw Refusal.invalid("address", "This is not an IP address.", "such as 203.0.113.7 or 2001:db8::1");
        }
        return addresses.of(ClientAddress.of(address));
    }

    private static @Nullable String lane(@Nullable String lane) {
        if (lane == null || lane.isEmpty()) {
            return null;
        }
        if (OutsideText.unstorable(lane) || OutsideText.characters(lane) > LONGEST_LANE) {
            throw Refusal.invalid("lane", "This cannot be a lane's name.", "at most " + LONGEST_LANE + " characters");
        }
        return lane;
    }
}
