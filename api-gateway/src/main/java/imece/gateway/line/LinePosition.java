package imece.gateway.line;

import imece.gateway.job.view.JobView;
import org.jspecify.annotations.Nullable;

/**
 * Where a job stands.
 *
 * @param position 1 = next in its lane; 0 unless it waits
 * @param eta until its picture is there; null where nothing is known
 */
public record LinePosition(int position, JobView.@Nullable Eta eta) {

    /** Of a job that does not wait and of which nothing more is known. */
    public static final LinePosition NONE = new LinePosition(0, null);

    /** This place with the range of an older reading, where nothing newer was reckoned. */
    LinePosition orEta(JobView.@Nullable Eta older) {
        return eta == null ? new LinePosition(position, older) : this;
    }
}
