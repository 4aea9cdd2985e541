package dev.tenon.jdbi;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.OrganizationFixture;
import java.time.ZoneOffset;
import java.util.Locale;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Organizations and members by statements of our own. */
public record SqlOrganizations(DataSource database) implements OrganizationFixture {

    @Override
    public OrganizationId found(UserId owner) {
        OrganizationId organization = new OrganizationId(Fixtures.anId());
        Jdbi.create(database).useTransaction(handle -> {
            handle.execute(
                    "INSERT INTO organizations (id, name, slug, owner_user_id) VALUES (?, 'Team', ?, ?)",
                    organization.value(),
                    "team-" + organization,
                    owner.value());
            join(handle, organization, owner, MemberRole.OWNER);
        });
        return organization;
    }

    @Override
    public void join(OrganizationId organization, UserId member, MemberRole role) {
        Jdbi.create(database).useHandle(handle -> join(handle, organization, member, role));
    }

    private static void join(Handle handle, OrganizationId organization, UserId member, MemberRole role) {
        handle.execute(
                """
                INSERT INTO organization_members (organization_id, user_id, role, joined_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (organization_id, user_id) DO UPDATE SET role = excluded.role
                """,
                organization.value(),
                member.value(),
                role.name().toLowerCase(Locale.ROOT),
                MovableClock.START.atOffset(ZoneOffset.UTC));
    }

    @Override
    public void leave(OrganizationId organization, UserId member) {
        Jdbi.create(database)
                .useHandle(handle -> handle.execute(
                        "DELETE FROM organization_members WHERE organization_id = ? AND user_id = ?",
                        organization.value(),
                        member.value()));
    }
}
