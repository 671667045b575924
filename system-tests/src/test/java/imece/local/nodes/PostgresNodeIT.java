package imece.local.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresNodeIT {
    @TempDir
    Path folder;

    private PostgresNode node = new PostgresNode(NodePlace.quiet(Path.of("target", "unused")));

    @AfterEach
    void end() {
        node.stop();
    }

    @Test
    void keepsItsDataAndPortOverEveryKindOfEnd() throws SQLException {
        node = new PostgresNode(NodePlace.quiet(folder));
        node.start();
        int port = node.port();
        run("CREATE TABLE kept (n int)");
        run("INSERT INTO kept VALUES (1)");
        node.stop();
        node.start();
        run("INSERT INTO kept VALUES (2)");
        node.kill();
        node.start();
        run("INSERT INTO kept VALUES (3)");
        node.stopImmediately();
        node.start();

        assertThat(node.port()).isEqualTo(port);
        assertThat(count("SELECT count(*) FROM kept")).isEqualTo(3);
    }

    @Test
    void replacesWhatAKilledRunLeft() throws SQLException {
        PostgresNode lost = new PostgresNode(NodePlace.quiet(folder));
        lost.start();
        ProcessHandle orphan = lost.process().orElseThrow();

        node = new PostgresNode(NodePlace.quiet(folder));
        node.start();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(count("SELECT 1")).isEqualTo(1);
        assertThat(node.port()).isEqualTo(lost.port());
    }

    @Test
    void isDurableAndAsksForItsPassword() throws Exception {
        node = new PostgresNode(NodePlace.quiet(folder));
        node.start();

        assertThat(text("SHOW fsync")).isEqualTo("on");
        assertThat(text("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(text("SHOW server_version")).startsWith("18.");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(catchThrowable(() -> DriverManager.getConnection(node.jdbcUrl(), PostgresNode.USER, "wrong")))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void gatewaysOwnTheirDatabaseAndNothingElse() throws SQLException {
        node = new PostgresNode(NodePlace.quiet(folder));
        node.start();
        node.createDatabase("farm");
        try (Connection before = DriverManager.getConnection(node.jdbcUrl("farm"), PostgresNode.USER, node.password());
                Statement superuser = before.createStatement()) {
            superuser.execute("create type mood as enum ('calm'); create table jobs (id bigserial, mood mood);"
                    + "create function one() returns int language sql return 1; create view all_jobs as table jobs");
        }

        node.createDatabase("farm");

        try (Connection connection = DriverManager.getConnection(
                        node.jdbcUrl("farm"), PostgresNode.GATEWAY_USER, node.gatewayPassword());
                Statement gateway = connection.createStatement()) {
            gateway.execute("alter table jobs add column note text; alter type mood add value 'busy';"
                    + "create or replace function one() returns int language sql return 2;"
                    + "drop view all_jobs; create table more (id int); insert into jobs (note) values ('x')");
            for (String beyond : List.of(
                    "copy jobs (note) from program 'id'",
                    "select pg_read_file('/etc/passwd')",
                    "create database another",
                    "create role another",
                    "alter system set fsync = off",
                    "set session_replication_role = replica")) {
                assertThat(catchThrowable(() -> gateway.execute(beyond)))
                        .as(beyond)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
            }
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count(String sql) throws SQLException {
        return Integer.parseInt(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(node.jdbcUrl(), PostgresNode.USER, node.password());
    }
}
