package imece.gateway.operator;

import imece.gateway.TestSettings;
import imece.gateway.identity.Signatures;
import java.nio.file.Path;

/** Operators whose token lies in a folder of a test. */
public final class OperatorsForTests {

    private OperatorsForTests() {}

    public static Operators in(Path folder) {
        return new Operators(TestSettings.in(folder, null), Signatures.of("a key for tests, long enough"));
    }
}
