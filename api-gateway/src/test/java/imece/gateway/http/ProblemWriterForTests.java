package imece.gateway.http;

import tools.jackson.databind.json.JsonMapper;

/** A writer outside of an application. */
public final class ProblemWriterForTests {

    private ProblemWriterForTests() {}

    public static ProblemWriter writer() {
        return new ProblemWriter(JsonMapper.builder().build());
    }
}
