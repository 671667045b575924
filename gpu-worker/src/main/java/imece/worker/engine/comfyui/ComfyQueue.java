package imece.worker.engine.comfyui;

import imece.worker.engine.http.Reply;
import tools.jackson.databind.JsonNode;

/** Where a prompt stands in ComfyUI's queue, by one answer of {@code /queue}. */
enum ComfyQueue {
    PENDING,
    RUNNING,
    /** It is over, or was never there. */
    ABSENT,
    /** The answer does not tell. */
    UNKNOWN;

    static ComfyQueue of(Reply reply, String promptId) {
        JsonNode json = reply.json();
        if (!json.path("queue_running").isArray()) {
            return UNKNOWN;
        }
        if (contains(json.path("queue_running"), promptId)) {
            return RUNNING;
        }
        return contains(json.path("queue_pending"), promptId) ? PENDING : ABSENT;
    }

    /** Whether nothing at all runs or waits. */
    static boolean empty(Reply reply) {
        JsonNode running = reply.json().path("queue_running");
        return running.isArray()
                && running.isEmpty()
                && reply.json().path("queue_pending").isEmpty();
    }

    private static boolean contains(JsonNode list, String promptId) {
        return list.valueStream().anyMatch(each -> each.path(1).stringValue("").equals(promptId));
    }
}
