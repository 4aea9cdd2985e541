package dev.tenon.jdbi.organizations;

import dev.tenon.jdbi.accounts.AccountStores;
import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.jdbi.kernel.SearchPatterns;
import dev.tenon.ports.accounts.SearchWords;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Seats;
import dev.tenon.ports.organizations.spi.MemberStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code organization_members}. */
final class JdbiMemberStore implements MemberStore {

    private static final RowMapper<Member> MEMBER = (row, context) -> new Member(
            new OrganizationId(Columns.uuid(row, "organization_id")),
            new UserId(Columns.uuid(row, "user_id")),
            row.getString("user_name"),
            new EmailAddress(Columns.text(row, "email")),
            Columns.constant(row, "role", MemberRole.class),
            row.getBoolean("notifications_enabled"),
            Columns.instant(row, "joined_at"),
            row.getLong("revision"));

    private static final String SELECT = """
            SELECT m.organization_id, m.user_id, u.user_name, u.email, m.role, m.notifications_enabled, m.joined_at, m.revision
            FROM organization_members m
            JOIN users u ON u.id = m.user_id
            """;

    private static final String ONE = "WHERE m.organization_id = :organization AND m.user_id = :member";

    private static final String ROLE_OF = """
            SELECT role FROM organization_members
            WHERE organization_id = :organization AND user_id = :member
            """;

    private static final RowMapper<Seats> SEATS =
            (row, context) -> new Seats(row.getInt("taken"), Columns.intOrNull(row, "seats"));

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

    private static Optional<MemberRole> roleOf(Handle handle, String sql, OrganizationId organization, UserId member) {
        return handle.createQuery(sql)
                .bind("organization", organization.value())
                .bind("member", member.value())
                .map((row, context) -> Columns.constant(row, "role", MemberRole.class))
                .findOne();
    }

    @Override
    public boolean organizationExists(OrganizationId organization) {
        return handles.read(handle -> exists(handle, organization, ""));
    }

    private static boolean exists(Handle handle, OrganizationId organization, String locking) {
        return handle.createQuery(
                        "SELECT 1 FROM organizations WHERE id = :organization AND deleted_at IS NULL" + locking)
                .bind("organization", organization.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public Joining join(
            UUID id,
            OrganizationId organization,
            UserId person,
            MemberRole role,
            @Nullable Integer seatsWithoutPlan,
            Instant now) {
        return handles.write(handle -> {
            if (!exists(handle, organization, " FOR NO KEY UPDATE")) {
                return Joining.NO_ORGANIZATION;
            }
            // Statements of their own: they see what was committed until the lock was given.
            if (roleOf(handle, ROLE_OF, organization, person).isPresent()) {
                return Joining.ALREADY_THERE;
            }
            if (!seats(handle, organization, seatsWithoutPlan).hasRoom()) {
                return Joining.NO_SEAT;
            }
            insert(handle, id, organization, person, role, now);
            return Joining.JOINED;
        });
    }

    /** Adds a membership, whatever the seats; the organization is locked, or new. */
    static void insert(
            Handle handle, UUID id, OrganizationId organization, UserId person, MemberRole role, Instant now) {
        handle.createUpdate("""
                        INSERT INTO organization_members (id, organization_id, user_id, role, joined_at)
                        VALUES (:id, :organization, :member, :role, :now)
                        """)
                .bind("id", id)
                .bind("organization", organization.value())
                .bind("member", person.value())
                .bind("role", Columns.word(role))
                .bind("now", now)
                .execute();
    }

    @Override
    public Seats seats(OrganizationId organization, @Nullable Integer withoutPlan) {
        return handles.read(handle -> seats(handle, organization, withoutPlan));
    }

    private static Seats seats(Handle handle, OrganizationId organization, @Nullable Integer withoutPlan) {
        return handle.createQuery("""
                        SELECT (SELECT count(*) FROM organization_members WHERE organization_id = :organization) AS taken,
                               CASE WHEN o.limit_value <= 2147483647 THEN o.limit_value::int
                                    WHEN o.id IS NOT NULL THEN NULL
                                    WHEN s.id IS NULL THEN :withoutPlan::int ELSE p.max_seats END AS seats
                        FROM (VALUES (1)) AS one
                        LEFT JOIN subscriptions s ON s.organization_id = :organization
                             AND tenon_subscription_runs(s.status)
                        LEFT JOIN plans p ON p.id = s.plan_id
                        LEFT JOIN entitlement_overrides o
                             ON o.organization_id = :organization AND o.key = 'max-seats' AND o.in_force
                        """)
                .bind("organization", organization.value())
                .bind("withoutPlan", withoutPlan)
                .map(SEATS)
                .one();
    }

    @Override
    public Optional<Member> find(OrganizationId organization, UserId member) {
        return handles.read(handle -> find(handle, organization, member));
    }

    private static Optional<Member> find(Handle handle, OrganizationId organization, UserId member) {
        return handle.createQuery(SELECT + ONE)
                .bind("organization", organization.value())
                .bind("member", member.value())
                .map(MEMBER)
                .findOne();
    }

    @Override
    public Page<Member> list(OrganizationId organization, MemberFilter filter, PageRequest page) {
        Listing listing = Listing.of(SELECT, page)
                .where("m.organization_id = :organization", Map.of("organization", organization.value()))
                .filter("m.role = :role", "role", filter.role() == null ? null : Columns.word(filter.role()))
                .filter(
                        "lower(u.email) = :email",
                        "email",
                        filter.email() == null ? null : filter.email().value());
        if (filter.text() != null) {
            SearchWords words = SearchWords.of(filter.text());
            if (words.isEmpty()) {
                return new Page<>(List.of(), null);
            }
            SearchPatterns.of(words).each(AccountStores.SEARCHED, listing::filter);
        }
        return handles.read(
                handle -> listing.oldestFirst(handle, "m.joined_at", "m.user_id", MEMBER, Member::position));
    }

    @Override
    public Optional<Member> update(Member member) {
        return handles.write(handle -> {
            int updated = handle.createUpdate("""
                            UPDATE organization_members
                            SET role = :role,
                                notifications_enabled = coalesce(:notificationsEnabled::boolean, notifications_enabled),
                                revision = revision + 1
                            WHERE organization_id = :organization AND user_id = :member AND revision = :revision
                            """)
                    .bind("organization", member.organizationId().value())
                    .bind("member", member.userId().value())
                    .bind("role", Columns.word(member.role()))
                    .bind("notificationsEnabled", member.notificationsEnabled())
                    .bind("revision", member.revision())
                    .execute();
            return updated == 0 ? Optional.empty() : find(handle, member.organizationId(), member.userId());
        });
    }

    @Override
    public boolean remove(OrganizationId organization, UserId member) {
        return handles.write(handle -> handle.createUpdate(
                                "DELETE FROM organization_members WHERE organization_id = :organization AND user_id = :member")
                        .bind("organization", organization.value())
                        .bind("member", member.value())
                        .execute()
                == 1);
    }

    @Override
    public Optional<UserId> longestStandingOwner(OrganizationId organization, UserId except) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT m.user_id
                        FROM organization_members m
                        JOIN users u ON u.id = m.user_id AND u.status = 'active'
                        WHERE m.organization_id = :organization AND m.role = 'owner' AND m.user_id <> :except
                        ORDER BY m.joined_at, m.user_id
                        LIMIT 1
                        """)
                .bind("organization", organization.value())
                .bind("except", except.value())
                .map((row, context) -> new UserId(Columns.uuid(row, "user_id")))
                .findOne());
    }
}
