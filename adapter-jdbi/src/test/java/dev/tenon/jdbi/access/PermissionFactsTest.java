package dev.tenon.jdbi.access;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonCore;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.SqlOrganizations;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.NewPermission;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.PermissionAnswer;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked about documents that are shared or belong to organizations, and about their plans: rows that SQL alone makes yet. */
class PermissionFactsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private final MovableClock clock = new MovableClock();
    private final Actor operator = Actor.operator("ana");
    private Tenon tenon;
    private SqlOrganizations organizations;
    private Account ana;
    private Account ben;
    private OrganizationId acme;

    @BeforeEach
    void open() {
        tenon = TenonCore.builder()
                .storage(JdbiStorage.of(DATABASE.dataSource()))
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .ids(new TimeOrderedIds())
                .secrets(new PlainSecrets())
                .clock(clock)
                .build();
        organizations = new SqlOrganizations(DATABASE.dataSource());
        ana = register();
        ben = register();
        acme = organizations.found(ben.id());
    }

    @Test
    void a_document_that_is_shared_is_read_and_written_as_it_is_shared_and_as_long() throws SQLException {
        DocumentId document = document(ben, null);
        assertThat(reason("documents:read", null, document)).isEqualTo("no such document");

        share(document, "read", null);
        assertThat(reason("documents:read", null, document)).isEqualTo("granted by role member");
        assertThat(reason("documents:write", null, document)).isEqualTo("shared for reading");
        assertThat(reason("documents:read", acme, document)).isEqualTo("no such document");

        share(document, "write", clock.instant().plus(Duration.ofHours(1)).toString());
        assertThat(reason("documents:write", null, document)).isEqualTo("granted by role member");
        clock.advance(Duration.ofHours(1));
        assertThat(reason("documents:read", null, document)).isEqualTo("no such document");
    }

    @Test
    void C1_the_storage_of_whoever_shares_is_not_shown() throws SQLException {
        DocumentId document = document(ben, null);
        share(document, "write", null);

        PermissionAnswer answer = answer(new PermissionCheck("q", "documents:write", null, document));

        assertThat(answer.allowed()).isTrue();
        assertThat(answer.path())
                .isNotNull()
                .satisfies(path -> assertThat(path.usage()).isNull());
    }

    @Test
    void a_full_storage_of_the_owners_takes_nothing_from_those_it_is_shared_with() throws SQLException {
        DocumentId document = document(ben, null);
        share(document, "write", null);
        sql("UPDATE storage_quotas SET used_storage = max_storage WHERE user_id = '%s'", ben.id());

        assertThat(reason("documents:write", null, document)).isEqualTo("quota");
        assertThat(reason("documents:write", null, null)).isEqualTo("granted by role member");
    }

    @Test
    void a_document_that_is_deleted_is_none() throws SQLException {
        DocumentId document = document(ana, null);
        assertThat(reason("documents:read", null, document)).isEqualTo("granted by role member");

        sql("UPDATE documents SET deleted_at = now() WHERE id = '%s'", document);

        assertThat(reason("documents:read", null, document)).isEqualTo("no such document");
    }

    @Test
    void S3_an_organizations_document_is_its_members_as_long_as_they_are() throws SQLException {
        DocumentId document = document(ana, acme);
        assertThat(reason("documents:read", null, document))
                .as("her own once, and she has left")
                .isEqualTo("no such document");

        organizations.join(acme, ana.id(), MemberRole.MEMBER);
        assertThat(reason("documents:read", null, document)).isEqualTo("granted by membership as member");
        assertThat(reason("documents:write", acme, document)).isEqualTo("granted by membership as member");
        assertThat(reason("documents:read", organizations.found(ana.id()), document))
                .isEqualTo("no such document");

        organizations.leave(acme, ana.id());
        assertThat(reason("documents:read", acme, document)).isEqualTo("no such document");
    }

    @Test
    void an_organizations_storage_counts_for_what_is_put_there() throws SQLException {
        organizations.join(acme, ana.id(), MemberRole.MEMBER);
        sql("INSERT INTO storage_quotas (organization_id, max_storage, used_storage) VALUES ('%s', 10, 10)", acme);

        assertThat(reason("documents:write", acme, null)).isEqualTo("quota");
        assertThat(reason("documents:read", acme, null)).isEqualTo("granted by membership as member");
        assertThat(reason("documents:write", null, null)).isEqualTo("granted by role member");
    }

    @Test
    void an_organizations_plan_decides_inside_it_and_the_persons_own_outside() throws SQLException {
        String name = "approvals:make";
        tenon.permissions().create(operator, new NewPermission(name, null, "api-access"));
        Role outside = tenon.roles().create(operator, NewRole.of("outside", name));
        Role inside = tenon.roles().create(operator, NewRole.of("inside", name).in(acme));
        organizations.join(acme, ana.id(), MemberRole.MEMBER);
        tenon.roles().assign(operator, ana.id(), outside.id());
        tenon.roles().assign(operator, ana.id(), inside.id());
        assertThat(reason(name, acme, null)).isEqualTo("plan limit");
        assertThat(reason(name, null, null)).isEqualTo("plan limit");

        sql("""
                INSERT INTO subscriptions (id, user_id, organization_id, plan_id, start_date, status, price, currency,
                                           billing_interval, billing_anchor, current_period_start)
                SELECT '%s', '%s', '%s', id, current_date, 'active', price, currency, billing_interval, now(), now()
                FROM plans WHERE name = 'Standard'
                """, Fixtures.anId(), ben.id(), acme);
        assertThat(reason(name, acme, null)).isEqualTo("granted by role inside");
        assertThat(reason(name, null, null)).isEqualTo("plan limit");

        sql("UPDATE subscriptions SET status = 'past_due' WHERE organization_id = '%s'", acme);
        assertThat(reason(name, acme, null)).as("payments are tried again").isEqualTo("granted by role inside");
        sql("UPDATE subscriptions SET status = 'paused' WHERE organization_id = '%s'", acme);
        assertThat(reason(name, acme, null)).isEqualTo("plan limit");

        sql(
                "UPDATE subscriptions SET plan_id = (SELECT id FROM plans WHERE name = 'Standard') WHERE user_id = '%s'",
                ana.id());
        assertThat(reason(name, null, null)).isEqualTo("granted by role outside");
        PermissionAnswer explained = answer(new PermissionCheck("q", name, acme, null));
        assertThat(explained.path()).isNotNull().satisfies(path -> {
            assertThat(path.roleName()).isEqualTo("inside");
            assertThat(path.organizationId()).isEqualTo(acme);
            assertThat(Objects.requireNonNull(path.plan()).status()).isEqualTo("paused");
        });
    }

    @Test
    void a_feature_of_which_the_plan_has_none_is_not_in_it() throws SQLException {
        tenon.permissions().create(operator, new NewPermission("shares:make", null, "document-sharing"));
        Role sharer = tenon.roles().create(operator, NewRole.of("sharer", "shares:make"));
        tenon.roles().assign(operator, ana.id(), sharer.id());
        assertThat(reason("shares:make", null, null)).isEqualTo("granted by role sharer");
        String none =
                "UPDATE plan_features SET limit_value = %s WHERE plan_id = (SELECT id FROM plans WHERE name = 'Free')"
                        + " AND feature_id = (SELECT id FROM features WHERE key = 'document-sharing')";

        sql(none, "0");

        assertThat(reason("shares:make", null, null)).isEqualTo("plan limit");
        assertThat(tenon.sessions().actingAs(operator, ana.email().value()).holds("shares:make"))
                .isFalse();
        sql(none, "NULL");
        assertThat(tenon.sessions().actingAs(operator, ana.email().value()).holds("shares:make"))
                .isTrue();
    }

    private PermissionAnswer answer(PermissionCheck check) {
        return tenon.permissions()
                .check(tenon.sessions().actingAs(operator, ana.email().value()), List.of(check), null, true)
                .get(0);
    }

    private String reason(String permission, @Nullable OrganizationId organization, @Nullable DocumentId document) {
        return answer(new PermissionCheck("q", permission, organization, document))
                .reason();
    }

    private Account register() {
        return tenon.accounts()
                .register(operator, new Registration(Fixtures.anId() + "@example.org", PASSWORD).verified());
    }

    private DocumentId document(Account owner, @Nullable OrganizationId organization) throws SQLException {
        DocumentId id = new DocumentId(Fixtures.anId());
        sql("""
                INSERT INTO documents (id, user_id, organization_id, file_name, file_path, file_size, media_type, sha256)
                VALUES ('%s', '%s', %s, 'report.txt', gen_random_uuid()::text, 4, 'text/plain', repeat('a', 64))
                """, id, owner.id(), organization == null ? "NULL" : "'" + organization + "'");
        return id;
    }

    private void share(DocumentId document, String permission, @Nullable String until) throws SQLException {
        sql("""
                INSERT INTO document_sharing (document_id, shared_with_user_id, permission, expires_at)
                VALUES ('%s', '%s', '%s', %s)
                ON CONFLICT (document_id, shared_with_user_id) WHERE shared_with_email IS NULL
                DO UPDATE SET permission = excluded.permission, expires_at = excluded.expires_at
                """, document, ana.id(), permission, until == null ? "NULL" : "'" + until + "'");
    }

    private static void sql(String statement, Object... values) throws SQLException {
        DATABASE.execute(String.format(statement, values));
    }
}
