package imece.local.drill.users;

import java.util.concurrent.CountDownLatch;

/**
 * A word that the demo engine knows, such as "[oom]", on its way into somebody's wish.
 *
 * @param accepted open once a gateway has promised that picture
 */
record WishedFault(String word, CountDownLatch accepted) {
    WishedFault(String word) {
        this(word, new CountDownLatch(1));
    }
}
