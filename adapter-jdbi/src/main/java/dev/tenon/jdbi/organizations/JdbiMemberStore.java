package dev.tenon.jdbi.organizations;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.spi.MemberStore;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Table {@code organization_members}. */
final class JdbiMemberStore implements MemberStore {

    private static final String ROLE_OF = """
            SELECT role FROM organization_members
            WHERE organization_id = :organization AND user_id = :member
            """;

    private final Handles handles;

    JdbiMemberStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Optional<MemberRole> roleOf(OrganizationId organization, UserId member) {
        return handles.read(handle -> roleOf(handle, ROLE_OF, organization, member));
    }

    @Override
    public Optional<MemberRole> lockRoleOf(OrganizationId organization, UserId member) {
        return handles.write(handle -> roleOf(handle, ROLE_OF + "FOR SHARE", organization, member));
    }

    @Override
    public boolean organizationExists(OrganizationId organization) {
        return handles.read(handle -> handle.createQuery("SELECT 1 FROM organizations WHERE id = :organization")
                .bind("organization", organization.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    private static Optional<MemberRole> roleOf(Handle handle, String sql, OrganizationId organization, UserId member) {
        return handle.createQuery(sql)
                .bind("organization", organization.value())
                .bind("member", member.value())
                .map((row, context) -> Columns.constant(row, "role", MemberRole.class))
                .findOne();
    }
}
