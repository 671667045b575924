package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One line of a JSON log. */
record LogLine(JsonNode members) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static LogLine read(String line) {
        return new LogLine(JSON.readTree(line));
    }

    /** Whether it names this job anywhere. */
    boolean isAbout(String job) {
        return Stream.of("message", "job").anyMatch(name -> member(name).contains(job));
    }

    /** It says which job, attempt and worker it is about; a worker's own line also which run, and how often handed out. */
    void assertSaysWhere(String job, String process) {
        assertThat(member("job")).as(toString()).isEqualTo(job);
        assertThat(member("attempt")).as(toString()).matches("[01]");
        assertThat(member("worker")).as(toString()).matches("-|worker-[12]");
        if (process.startsWith("worker")) {
            assertThat(member("worker")).as(toString()).isEqualTo(process);
            assertThat(member("run")).as(toString()).matches("[0-9a-f]{8}");
            assertThat(member("delivery")).as(toString()).isEqualTo("0");
        }
    }

    private String member(String name) {
        return members.path(name).asString("");
    }
}
