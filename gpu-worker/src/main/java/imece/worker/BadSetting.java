package imece.worker;

import java.io.Serial;

/** A setting that nobody can work with; its message is the whole story. */
final class BadSetting extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BadSetting(String name, Object value, String expected) {
        super(name + " is '" + value + "', but must be " + expected + (expected.endsWith(".") ? "" : "."));
    }
}
