package imece.worker.upload;

import imece.contract.Failure;

/** How putting a picture away ended. */
public sealed interface UploadAnswer {

    /** It is stored. */
    record Stored() implements UploadAnswer {}

    /** The addresses are no longer valid. */
    record Expired() implements UploadAnswer {}

    /** Other bytes lie there already: somebody else has used this run's name. Another run has another name. */
    record Taken() implements UploadAnswer {}

    /** The store won't have this picture, now or later. */
    record Refused(Failure failure) implements UploadAnswer {}

    /** No store took it within the time. */
    record GaveUp(Failure failure) implements UploadAnswer {}

    /** The upload was cut short. */
    record Stopped() implements UploadAnswer {}
}
