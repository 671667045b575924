package imece.gateway.http;

/** The advice outside of an application. */
public final class ProblemsForTests {

    private ProblemsForTests() {}

    public static Object advice() {
        return new Problems(ProblemWriterForTests.writer());
    }
}
