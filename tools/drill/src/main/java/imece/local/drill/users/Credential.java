package imece.local.drill.users;

import imece.client.ApiClient;
import java.util.concurrent.locks.ReentrantLock;

/** By what somebody is known at the farm; it may become another while they act. Whoever acts by it, or changes it, locks it. */
final class Credential {
    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile ApiClient shown;

    Credential(ApiClient shown) {
        this.shown = shown;
    }

    ApiClient shown() {
        return shown;
    }

    void become(ApiClient other) {
        shown = other;
    }

    ReentrantLock lock() {
        return lock;
    }
}
