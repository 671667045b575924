package imece.gateway.access;

import imece.gateway.identity.Caller;
import java.time.Duration;

/** What a request shows of who asks. */
sealed interface Identification {

    /** Somebody. */
    record Known(Caller caller) implements Identification {}

    /** It shows nothing, and nobody is needed or made of it. */
    record Nobody() implements Identification {}

    /** A header holds a key or a token that is none, or counts no more; cookies do not help. */
    record WrongCredential() implements Identification {}

    /** The same, once more than may be tried for now. */
    record TooManyTries(Duration pause) implements Identification {}

    /** A page of another site shows a key that it may not show. */
    record ForeignPage() implements Identification {}

    /** An app's key, with a user beside it that is none. */
    record UnclearUser() implements Identification {}

    /** The cookie of a session that has ended; it was taken away with this answer. */
    record EndedSession() implements Identification {}
}
