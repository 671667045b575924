package imece.gateway.account;

import imece.gateway.account.Account.AccountRole;
import imece.gateway.turn.ShareWeight;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of accounts. */
@Component
class Accounts {

    /** One that has deleted everything may not sign in, and is gone a minute later. */
    private static final String SELECT = """
            select a.*, o.weight, coalesce(a.disabled_at, case when o.deleted_by is not null then now() end) as ended_at
            from accounts a join owners o on o.id = a.id\s""";

    private final JdbcClient sql;

    Accounts(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Makes an account, and the owner that it is.
     *
     * @throws DuplicateKeyException if somebody has that name
     */
    @Transactional
    public Account add(SignInName name, String passwordHash, AccountRole role) {
        UUID id = owner();
        sql.sql(
                        "insert into accounts (id, name, sign_in, password, role) values (:id, :name, :folded, :password, :role)")
                .param("id", id)
                .param("name", name.shown())
                .param("folded", name.folded())
                .param("password", passwordHash)
                .param("role", role.word())
                .update();
        return find(id).orElseThrow();
    }

    /**
     * The account of whom a provider vouches for, made now if there is none.
     *
     * @param role what the provider says; it counts unless the account is an administrator's
     */
    @Transactional
    public Account vouchedFor(String issuer, String subject, String name, AccountRole role) {
        Optional<UUID> known = sql.sql("""
                        update accounts set role = case when role = 'admin' then role else :role end
                        where issuer = :issuer and subject = :subject returning id""")
                .param("role", role.word())
                .param("issuer", issuer)
                .param("subject", subject)
                .query((row, number) -> row.getObject(1, UUID.class))
                .optional();
        return find(known.orElseGet(() -> addVouchedFor(issuer, subject, name, role)))
                .orElseThrow();
    }

    private UUID addVouchedFor(String issuer, String subject, String name, AccountRole role) {
        UUID id = owner();
        sql.sql("""
                insert into accounts (id, name, issuer, subject, role)
                values (:id, :name, :issuer, :subject, :role)""")
                .param("id", id)
                .param("name", name)
                .param("issuer", issuer)
                .param("subject", subject)
                .param("role", role.word())
                .update();
        return id;
    }

    private UUID owner() {
        UUID id = UUID.randomUUID();
        sql.sql("insert into owners (id, kind) values (:id, 'account')")
                .param("id", id)
                .update();
        return id;
    }

    Optional<Account> find(UUID id) {
        return sql.sql(SELECT + "where a.id = :id")
                .param("id", id)
                .query(Accounts::account)
                .optional();
    }

    /** The same, locked until the transaction ends. */
    Optional<Account> keep(UUID id) {
        return sql.sql(SELECT + "where a.id = :id for update of a")
                .param("id", id)
                .query(Accounts::account)
                .optional();
    }

    /** The account of whom a provider vouches for, locked until the transaction ends. */
    Optional<Account> keep(String issuer, String subject) {
        return sql.sql(SELECT + "where a.issuer = :issuer and a.subject = :subject for update of a")
                .param("issuer", issuer)
                .param("subject", subject)
                .query(Accounts::account)
                .optional();
    }

    Optional<Account> find(SignInName name) {
        return sql.sql(SELECT + "where a.sign_in = :folded")
                .param("folded", name.folded())
                .query(Accounts::account)
                .optional();
    }

    /** All of them, the newest first. */
    List<Account> all() {
        return sql.sql(SELECT + "where o.deleted_by is null order by a.created_at desc, a.id")
                .query(Accounts::account)
                .list();
    }

    void setPassword(UUID id, String hash) {
        sql.sql("update accounts set password = :hash where id = :id")
                .param("id", id)
                .param("hash", hash)
                .update();
    }

    /** Changes what is not null; false if there is no such account. */
    boolean change(UUID id, @Nullable AccountRole role, @Nullable Boolean disabled) {
        return sql.sql("""
                        update accounts
                        set role = coalesce(:role, role),
                            disabled_at = case when :disabled then coalesce(disabled_at, now())
                                               when not :disabled then null
                                               else disabled_at end
                        where id = :id""")
                        .param("id", id)
                        .param("role", role == null ? null : role.word())
                        .param("disabled", disabled, java.sql.Types.BOOLEAN)
                        .update()
                > 0;
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        OffsetDateTime disabled = row.getObject("ended_at", OffsetDateTime.class);
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("password"),
                AccountRole.of(row.getString("role")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                disabled == null ? null : disabled.toInstant(),
                ShareWeight.of(row.getDouble("weight")));
    }
}
