package imece.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.job.JobState.JobStatus;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A small world of processes with several slots, a broker and a store, in which some jobs kill whatever process they run in
 * and connections get torn: no job ends in error because of another, and each killer ends after a bounded number of deaths.
 */
class LossChargeWorldPropertyTest {

    @Property(tries = 1_500)
    void nobodyPaysForAnothersPoisonAndEveryPoisonEnds(@ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(random);
        for (int step = 0; step < 400; step++) {
            world.anything();
        }
        world.settle();
        for (Patient patient : world.patients()) {
            if (patient.poison()) {
                assertThat(patient.job.status()).isEqualTo(JobStatus.ERROR);
                assertThat(patient.deaths).isLessThanOrEqualTo(LossCharge.MOST_DEATHS);
            } else {
                assertThat(patient.job.status()).as("an innocent job").isEqualTo(JobStatus.COMPLETE);
            }
        }
    }
}
