package imece.contract;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Run by hand once per release, at its commit, never by a test run; see CONTRIBUTING. */
class RecordMessages {

    @Test
    void everyMessageIsWrittenDownAsThisReleaseSaysIt() throws IOException {
        LastReleaseMessages.record();
    }
}
