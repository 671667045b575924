package imece.gateway.key;

import imece.gateway.identity.Caller.KeyCaller;

/** What becomes of a key that was shown. */
public sealed interface KeyCheck {

    /** It is genuine and counts. */
    record GenuineKey(KeyCaller caller) implements KeyCheck {}

    /** It is none, or none that counts here and now; which of these is nobody's business. */
    record WrongKey() implements KeyCheck {}

    /** It is genuine, but was shown by a page that may not. */
    record ForeignPage() implements KeyCheck {}

    /** It is an app's, and the user that the app names beside it is none. */
    record UnclearUser() implements KeyCheck {}
}
