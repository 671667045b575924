package imece.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of jobs and runs, and what a message says about its job, are written in one package; others ask it to. */
class OneWriterTest {

    private static final String WRITER = "imece.gateway.job.rows";

    /** A message is added by the chat; what is changed of it afterwards follows its jobs. */
    private static final Pattern WRITES = Pattern.compile(
            "\\b(?:(?:insert\\s+into|merge\\s+into|update(?:\\s+only)?|delete\\s+from(?:\\s+only)?|truncate(?:\\s+table)?)"
                    + "\\s+(?:jobs|runs)|update(?:\\s+only)?\\s+messages)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("imece.gateway");

    @Test
    void onlyTheWriterOfJobsHasStatementsThatWriteThem() {
        assertThat(GATEWAY.stream()
                        .filter(type -> !type.getPackageName().equals(WRITER))
                        .filter(type -> !writes(type).isEmpty())
                        .map(type -> type.getName() + ": " + writes(type)))
                .as("statements that belong into %s", WRITER)
                .isEmpty();
    }

    @Test
    void theWritersStatementsAreSeenInItsClasses() {
        Set<String> seen = new TreeSet<>();
        GATEWAY.stream()
                .filter(type -> type.getPackageName().equals(WRITER))
                .forEach(type -> seen.addAll(writes(type)));
        assertThat(seen)
                .containsExactly(
                        "delete from jobs",
                        "insert into jobs",
                        "insert into runs",
                        "update jobs",
                        "update messages",
                        "update runs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update jobs set rev = 1",
                "with gone as (\n  DELETE FROM\n  jobs where true) select 1",
                "insert into runs values (1)",
                "update only messages set metadata = '{}'"
            })
    void aStatementThatWritesIsKnownInAnyForm(String statement) {
        assertThat(WRITES.matcher(statement).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from jobs for update",
                "insert into messages (id) values (1)",
                "update conversations set title = 'jobs'",
                "update jobs_of_yesterday set rev = 1"
            })
    void whatReadsOrWritesOthersIsNot(String statement) {
        assertThat(WRITES.matcher(statement).find()).isFalse();
    }

    /** Looked for in the class file: there a text is whole, from however many lines it was put together. */
    private static List<String> writes(JavaClass type) {
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return WRITES.matcher(new String(file.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .results()
                    .map(match -> match.group().replaceAll("\\s+", " "))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
