package dev.tenon.jdbi;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.OrganizationFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For every test a storage as a new database is, as contracts ask for. One database serves a test class and is emptied
 * before each test, which takes a few milliseconds; a new one takes a second on a busy machine.
 */
public final class FreshStorage implements BeforeAllCallback, AfterAllCallback {

    /** Everything but what the migrations have put there. Without triggers: neither foreign keys nor the audit trail object. */
    private static final String EMPTY = """
            SET session_replication_role = replica;
            DO $$
            DECLARE
                emptied RECORD;
            BEGIN
                FOR emptied IN
                    SELECT c.oid::regclass AS name
                    FROM pg_class c
                    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                      AND c.relname NOT LIKE 'databasechangelog%'
                      AND c.relname NOT IN ('tenon_schema', 'login_methods', 'roles', 'plans', 'features',
                                            'plan_features', 'counters', 'feature_flag_version', 'audit_chain_heads', 'notification_stream',
                                            'document_search_language')
                LOOP
                    EXECUTE 'DELETE FROM ' || emptied.name;
                END LOOP;
            END $$;
            DELETE FROM plan_features;
            DELETE FROM features;
            DELETE FROM plans;
            INSERT INTO plans SELECT * FROM seeds.plans;
            INSERT INTO features SELECT * FROM seeds.features;
            INSERT INTO plan_features SELECT * FROM seeds.plan_features;
            DELETE FROM roles WHERE NOT built_in;
            UPDATE roles SET permission_names = '{}', plan_permission_names = '{}', revision = 1;
            DELETE FROM audit_chain_heads WHERE chain <> 'global';
            UPDATE audit_chain_heads SET sequence = 0, hash = repeat('0', 64);
            UPDATE notification_stream SET last_position = 0;
            UPDATE counters SET value = 0;
            UPDATE document_search_language SET config = 'english';
            """;

    /** What the migrations have put there and tests change. */
    private static final String KEEP_SEEDS = """
            CREATE SCHEMA seeds;
            CREATE TABLE seeds.plans AS TABLE plans;
            CREATE TABLE seeds.features AS TABLE features;
            CREATE TABLE seeds.plan_features AS TABLE plan_features;
            """;

    private final TestDatabase database = TestDatabase.migrated();

    /** A storage without accounts. */
    public Storage open() {
        try {
            database.execute(EMPTY);
        } catch (SQLException failure) {
            throw new IllegalStateException("The database could not be emptied", failure);
        }
        return JdbiStorage.of(database.dataSource());
    }

    /** Organizations for tests of what counts inside one. */
    public OrganizationFixture organizations() {
        return new SqlOrganizations(database.dataSource());
    }

    /** Whether somebody waits for an advisory lock at this moment. */
    public boolean isWaitedForALock() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        database.create();
        database.execute(KEEP_SEEDS);
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        database.drop();
    }
}
