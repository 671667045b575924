package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import imece.tier.FullRunOnly;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whose account pays for jobs, and that it pays for each of them once. */
class TurnAccountsIT {

    /** What a run is expected to take where none has ended, in GPU-milliseconds. */
    private static final long RUN = 25_000;

    private static final long BATCH = 16 * 60_000L;

    @Test
    void submitsRetriesCancelsAndEndsOfManyOverTwoGatewaysChargeEachJobOnceAndKeepTheOrder() throws SQLException {
        new TurnRush(TestServers.fresh(TurnAccountsIT.class)).run(2_000);
    }

    @Test
    @FullRunOnly
    void tenThousandOfThemDoSoToo() throws SQLException {
        new TurnRush(TestServers.fresh(TurnAccountsIT.class)).run(10_000);
    }

    @Test
    void eightPicturesMoveTheAccountOfTheirAddressByEightRunsAndWhatIsCancelledUnspentIsGivenBack() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(TurnAccountsIT.class)) {
            Browser visitor = gateway.newcomer();
            visitor.visitor();
            String first = visitor.post("/api/jobs", "{\"prompt\":\"x\",\"count\":8}")
                    .expect(202)
                    .json()
                    .path("jobs")
                    .path(0)
                    .path("id")
                    .stringValue();
            Rows rows = gateway.rows();
            assertThat(rows.texts("select turn from jobs order by ticket"))
                    .containsExactly("25000", "50000", "75000", "100000", "125000", "150000", "175000", "200000");
            assertThat(rows.text("select next_turn || ' ' || lane from turn_accounts"))
                    .isEqualTo(8 * RUN + " default");
            assertThat(rows.text("select count(*) from turn_accounts where id = ?::uuid", visitor.visitor()))
                    .as("its address pays")
                    .isEqualTo("0");

            Browser neighbour = gateway.newcomer();
            neighbour.visitor();
            neighbour.submitted("behind the same address");
            assertThat(rows.text("select max(turn) from jobs")).isEqualTo(Long.toString(9 * RUN));

            visitor.delete("/api/jobs/" + first).expect(202);
            visitor.delete("/api/jobs/" + first).expect(202);
            assertThat(rows.text("select next_turn from turn_accounts")).isEqualTo(Long.toString(8 * RUN));
            visitor.delete("/api/jobs?status=live").expect(202);
            assertThat(rows.text("select next_turn from turn_accounts")).isEqualTo(Long.toString(RUN));

            visitor.post("/api/jobs/" + first + "/retry", "").expect(202);
            assertThat(rows.text("select next_turn from turn_accounts")).isEqualTo(Long.toString(2 * RUN));
            assertThat(rows.text("select count(*) from jobs where charged")).isEqualTo("8");
        }
    }

    @Test
    void batchStandsFurtherBehindAndCostsTheSameByItsKeyOrByRequest() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(TurnAccountsIT.class)) {
            People people = new People(gateway);
            JsonNode app = people.farmKey("{\"name\":\"nightly\",\"app\":true,\"class\":\"batch\"}");
            Browser ada = People.program(gateway, app).always("X-Imece-User", "ada");
            Browser bob = People.program(gateway, app).always("X-Imece-User", "bob");
            ada.post("/api/jobs", "{\"prompt\":\"1\"}").expect(202);
            bob.post("/api/jobs", "{\"prompt\":\"2\"}").expect(202);
            ada.post("/api/jobs", "{\"prompt\":\"3\",\"class\":\"interactive\"}")
                    .expect(202);
            Browser visitor = gateway.newcomer();
            visitor.visitor();
            visitor.post("/api/jobs", "{\"prompt\":\"4\",\"class\":\"batch\"}").expect(202);
            visitor.post("/api/jobs", "{\"prompt\":\"5\",\"class\":\"soon\"}").refused(422, "validation-failed");

            Rows rows = gateway.rows();
            assertThat(rows.texts("select prompt || ' ' || turn_class || ' ' || turn from jobs order by ticket"))
                    .containsExactly(
                            "1 batch " + BATCH, "2 batch " + BATCH, "3 interactive " + 3 * RUN, "4 batch " + BATCH);
            assertThat(rows.text(
                            "select next_turn from turn_accounts where id = ?::uuid",
                            app.path("about").path("limits").stringValue()))
                    .as("the key pays for all users of its app")
                    .isEqualTo(Long.toString(3 * RUN));
        }
    }

    @Test
    void anAddressThatMayBeAProxysIsNotMadeToPayForEverybody() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(TurnAccountsIT.class)) {
            for (int i = 0; i < 3; i++) {
                Browser other = gateway.newcomer();
                other.visitor();
                other.submitted("one of many");
            }
            Rows rows = gateway.rows();
            assertThat(rows.text("select count(distinct turn_account) from jobs"))
                    .isEqualTo("1");
            Browser fourth = gateway.newcomer();
            fourth.visitor();
            // How many visitors there are is up to a second old.
            Within.bounds().until(() -> {
                String job = fourth.submitted("the fourth");
                return rows.text("select turn_weight || ' ' || turn_account from jobs where id = ?::uuid", job)
                        .equals("250 " + fourth.visitor());
            });
            assertThat(rows.text("select address from turn_accounts where id = ?::uuid", fourth.visitor()))
                    .isEqualTo(rows.text("select id from turn_accounts where address is null"));
        }
    }

    @Test
    void whatWaitedBeforeThereWereTurnsKeepsItsOrderAndStandsBeforeWhatComes() throws SQLException {
        Fresh servers = TestServers.fresh(TurnAccountsIT.class);
        migrateTo(servers, "14");
        Rows rows = new Rows(servers);
        for (String lane : List.of("default", "painted", "default", "painted", "default")) {
            asAnOlderGateway(rows, lane);
        }
        migrateTo(servers, "latest");
        assertThat(rows.texts("select turn from jobs order by ticket")).containsExactly("1", "2", "3", "4", "5");
        asAnOlderGateway(rows, "default");
        asAnOlderGateway(rows, "new to everybody");
        try (GatewayUnderTest gateway = GatewayUnderTest.start(servers)) {
            Browser visitor = gateway.newcomer();
            visitor.visitor();
            String newcomer = visitor.submitted("comes afterwards");

            assertThat(rows.texts("select ticket from jobs order by pinned desc, turn, ticket limit 5"))
                    .isEqualTo(rows.texts("select ticket from jobs order by ticket limit 5"));
            assertThat(rows.texts(
                            "select turn - clock from jobs join lane_clocks using (lane) order by ticket desc limit 1"))
                    .as("at its end on the clock, like one of an older gateway")
                    .containsExactly(Long.toString(RUN));
            assertThat(rows.text("select turn from jobs where id = ?::uuid", newcomer))
                    .isEqualTo(
                            rows.text("select turn from jobs where lane = 'default' order by ticket offset 3 limit 1"));
            gateway.operator().delete("/api/operator/jobs?status=queued").expect(202);
            assertThat(rows.text("select count(*) from jobs where charged"))
                    .as("nobody is charged for jobs of older gateways")
                    .isEqualTo("1");
        }
    }

    private static void migrateTo(Fresh servers, String version) {
        Flyway.configure()
                .dataSource(servers.jdbcUrl(), servers.user(), servers.password())
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    /** The very words with which gateways of the last release add a job. */
    private static void asAnOlderGateway(Rows rows, String lane) throws SQLException {
        UUID id = UUID.randomUUID();
        rows.change(
                """
                insert into jobs (id, owner, conversation_id, message_id, ordinal, lane, ticket, prompt, spec, work, traceparent,
                                  status, created_at)
                values (?, ?, null, null, 0, ?, nextval('tickets'), 'x', cast(? as jsonb), 5242880, null, 'queued', now())""",
                id,
                UUID.randomUUID(),
                lane,
                "{\"prompt\":\"x\",\"negativePrompt\":\"\",\"width\":512,\"height\":512,\"steps\":20,\"cfgScale\":7.0,"
                        + "\"sampler\":\"euler\",\"scheduler\":\"normal\",\"seed\":1,\"loras\":[]}");
    }
}
