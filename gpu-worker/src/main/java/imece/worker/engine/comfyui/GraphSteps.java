package imece.worker.engine.comfyui;

import java.util.Set;

/**
 * How far a graph is whose samplers work one after the other, in steps that only rise. Pure: each news makes a new value. Of
 * samplers that have not begun it is not known how many steps they take: as many as the one that runs, it is thought.
 *
 * @param samplers ids of the nodes whose progress counts; empty = that of any node
 * @param left how many of them have not begun
 * @param node the one that runs, or ran last; empty = none yet
 * @param before steps of those that are over
 * @param value finished steps of the one that runs
 * @param max all of its steps
 */
record GraphSteps(Set<String> samplers, int left, String node, int before, int value, int max) {

    GraphSteps {
        samplers = Set.copyOf(samplers);
    }

    /** Nothing of this graph has begun. */
    static GraphSteps of(Workflow workflow) {
        Set<String> samplers = workflow.samplers();
        return new GraphSteps(samplers, Math.max(1, samplers.size()), "", 0, 0, 0);
    }

    /** Whether progress of this node is a number of denoising steps. */
    boolean counts(String id) {
        return samplers.isEmpty() || samplers.contains(id);
    }

    /** A node has begun. */
    GraphSteps entered(String id) {
        return id.equals(node) || !counts(id) || (samplers.isEmpty() && !node.isEmpty())
                ? this
                : new GraphSteps(samplers, Math.max(0, left - 1), id, before + max, 0, 0);
    }

    /** A node that counts has finished so many of its steps; fewer than before say nothing. */
    GraphSteps progress(String id, int finished, int all) {
        GraphSteps now = entered(id);
        return new GraphSteps(
                samplers, now.left, now.node, now.before, Math.max(now.value, finished), Math.max(now.max, all));
    }

    /** Finished steps of all samplers. */
    int finished() {
        return before + value;
    }

    /** Steps of all samplers, as far as they are known. */
    int all() {
        return before + max * (1 + left);
    }

    /** Whether a sampler has yet to begin. */
    boolean more() {
        return !samplers.isEmpty() && left > 0;
    }
}
