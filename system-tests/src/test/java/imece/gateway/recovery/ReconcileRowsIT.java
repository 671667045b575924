package imece.gateway.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import imece.gateway.job.Job;
import imece.gateway.job.rows.Jobs;
import imece.local.TestServers;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A row that nobody can read keeps no other job from being found. */
class ReconcileRowsIT {

    private static final String SPEC = """
            {"prompt": "found", "negativePrompt": "", "width": 512, "height": 512, "steps": 20, "cfgScale": 7.0,
             "sampler": "euler", "scheduler": "normal", "seed": 42}""";

    private final HikariDataSource database = new HikariDataSource();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private JdbcClient sql;

    @BeforeEach
    void begin() {
        TestServers.Fresh servers = TestServers.fresh(ReconcileRowsIT.class);
        database.setJdbcUrl(servers.jdbcUrl());
        database.setUsername(servers.user());
        database.setPassword(servers.password());
        database.setMaximumPoolSize(2);
        Flyway.configure().dataSource(database).load().migrate();
        sql = JdbcClient.create(database);
        context.registerBean(JdbcClient.class, () -> sql);
        context.registerBean(JsonMapper.class, () -> JsonMapper.builder().build());
        context.register(Jobs.class, ReconcileRows.class);
        context.refresh();
    }

    @AfterEach
    void end() {
        context.close();
        database.close();
    }

    @Test
    void theOthersAreFoundBesideIt() {
        UUID before = onProbation(SPEC);
        UUID broken = onProbation("{\"width\": [\"of a newer kind\"]}");
        UUID after = onProbation(SPEC);

        ReconcileRows rows = context.getBean(ReconcileRows.class);
        assertThat(rows.onProbation()).extracting(Job::id).containsExactlyInAnyOrder(before, after);
        assertThat(rows.jobs(List.of(broken, after))).extracting(Job::id).containsExactly(after);
    }

    private UUID onProbation(String spec) {
        UUID id = UUID.randomUUID();
        sql.sql("""
                        insert into jobs (id, owner, ordinal, lane, ticket, prompt, spec, work, status, failures, created_at)
                        select :id, :id, 0, 'default', coalesce(max(ticket), 0) + 1, 'found', cast(:spec as jsonb), 1, 'queued', 3, now()
                        from jobs""").param("id", id).param("spec", spec).update();
        return id;
    }
}
