package imece.worker.png;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Run by hand once per release, at its commit, never by a test run; see CONTRIBUTING. */
class RecordPictureTexts {

    @Test
    void theTextsOfAPictureAreWrittenDownAsThisReleaseSaysThem() throws IOException {
        LastReleasePngTest.record();
    }
}
