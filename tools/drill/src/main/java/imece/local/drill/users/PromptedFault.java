package imece.local.drill.users;

import java.util.concurrent.CountDownLatch;

/**
 * A word that the demo engine knows, such as "[oom]", on its way into somebody's prompt.
 *
 * @param accepted open once a gateway has promised that picture
 */
record PromptedFault(String word, CountDownLatch accepted) {
    PromptedFault(String word) {
        this(word, new CountDownLatch(1));
    }
}
