package imece.gateway.job;

/** A job of the {@link World}, whether it kills the processes that it runs in, and how often it has. */
final class Patient {

    Job job;
    int deaths;
    private final boolean poison;

    Patient(Job job, boolean poison) {
        this.job = job;
        this.poison = poison;
    }

    boolean poison() {
        return poison;
    }
}
