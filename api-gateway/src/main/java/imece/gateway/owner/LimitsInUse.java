package imece.gateway.owner;

import imece.gateway.http.Problem.UsedLimit;
import imece.gateway.owner.Owner.UsedToday;
import imece.gateway.owner.OwnerRows.OwnerReading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Limits beside what is used of them, for people. */
final class LimitsInUse {

    private LimitsInUse() {}

    static List<UsedLimit> of(OwnerLimits limits, OwnerReading reading, long waiting) {
        int submits = limits.rate().used(reading.owner().earnedAt(), reading.at());
        Instant earned = submits == 0 ? null : reading.owner().earnedAt();
        return all(limits, submits, earned, waiting, reading.used(), OwnerAdmission.endOfDay(reading.at()));
    }

    static List<UsedLimit> ofNobody(OwnerLimits limits) {
        return all(limits, 0, null, 0, UsedToday.NOTHING, null);
    }

    private static List<UsedLimit> all(
            OwnerLimits limits,
            int submits,
            @Nullable Instant earned,
            long waiting,
            UsedToday used,
            @Nullable Instant endOfDay) {
        return List.of(
                new UsedLimit("submits", submits, (long) limits.rate().burst(), earned),
                new UsedLimit("waiting", waiting, (long) limits.waiting(), null),
                new UsedLimit("pictures", used.pictures(), limits.dailyPictures(), endOfDay),
                new UsedLimit("gpu-seconds", used.gpuSeconds(), limits.dailyGpuSeconds(), endOfDay),
                new UsedLimit("bytes", used.bytes(), limits.dailyBytes(), endOfDay));
    }
}
