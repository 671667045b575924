package imece.gateway.deletion;

import imece.gateway.deletion.DeletionRows.Deletion;
import imece.gateway.http.Refusal;
import imece.gateway.owner.OwnerAdmission;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Visitors and accounts that end with everything that is theirs. Their row says so under its lock: whoever holds or waits for that lock
 * to add something has done so before, or is refused. Cookies, sessions and keys look at that row, or at the visitors that are revoked,
 * and count no more within seconds, at every gateway.
 */
@Repository
class EndedOwners {

    private final JdbcClient sql;
    private final OwnerAdmission admission;

    EndedOwners(JdbcClient sql, OwnerAdmission admission) {
        this.sql = sql;
        this.admission = admission;
    }

    /**
     * Ends one whose row is there, and locks that until the transaction ends.
     *
     * @throws Refusal 401 if it has ended already, or was given to an account meanwhile
     */
    void end(Deletion deletion) {
        admission.endIfPresent(deletion.owner(), deletion.id());
        sql.sql("""
                insert into revoked_visitors (visitor, revoked_at)
                select id, clock_timestamp() from owners where id = :owner and kind = 'visitor'
                on conflict (visitor) do update set lifted = false, revoked_at = excluded.revoked_at""").param("owner", deletion.owner()).update();
        sql.sql("delete from account_sessions where principal_name = :owner")
                .param("owner", deletion.owner().toString())
                .update();
    }

    /** Whether this one has ended by that deletion. */
    boolean endedBy(Deletion deletion) {
        return sql.sql("select exists (select from owners where id = :owner and deleted_by = :deletion)")
                .param("owner", deletion.owner())
                .param("deletion", deletion.id())
                .query(Boolean.class)
                .single();
    }

    /** Its cookie and keys count again; who signed in does so once more. */
    void bringBack(UUID deletion) {
        sql.sql("""
                update revoked_visitors set lifted = true, revoked_at = clock_timestamp()
                where visitor in (select id from owners where deleted_by = :deletion)""").param("deletion", deletion).update();
        sql.sql("update owners set deleted_by = null where deleted_by = :deletion")
                .param("deletion", deletion)
                .update();
    }

    /** Its name is free again. The row stays: what it has used up of a day does, and what an operator has forbidden. */
    void purge(Deletion deletion) {
        if (endedBy(deletion)) {
            for (String statement : new String[] {
                "delete from accounts where id = :owner",
                "with gone as (delete from api_keys where person = :owner returning limits)"
                        + " delete from owners where kind = 'key' and id in (select limits from gone)",
                "delete from recovery_links where visitor = :owner",
                "delete from admitted_visitors where visitor = :owner"
            }) {
                sql.sql(statement).param("owner", deletion.owner()).update();
            }
        }
    }
}
