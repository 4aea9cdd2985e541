package dev.tenon.jdbi.organizations;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationFilter;
import dev.tenon.ports.organizations.InvitationStatus;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.spi.InvitationStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code invitations}. */
final class JdbiInvitationStore implements InvitationStore {

    private static final RowMapper<Invitation> INVITATION = (row, context) -> new Invitation(
            new InvitationId(Columns.uuid(row, "id")),
            new OrganizationId(Columns.uuid(row, "organization_id")),
            Columns.text(row, "organization_name"),
            new EmailAddress(Columns.text(row, "email")),
            Columns.constant(row, "role", MemberRole.class),
            Columns.constant(row, "status", InvitationStatus.class),
            Columns.idOrNull(row, "invited_by", UserId::new),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "sent_at"),
            Columns.instant(row, "expires_at"),
            Columns.idOrNull(row, "accepted_by", UserId::new),
            Columns.instantOrNull(row, "accepted_at"));

    private static final String COLUMNS = """
            i.id, i.organization_id, o.name AS organization_name, i.email, i.role, i.status, i.invited_by, i.created_at,
            i.sent_at, i.expires_at, i.accepted_by, i.accepted_at
            """;

    private static final String SELECT =
            "SELECT " + COLUMNS + "FROM invitations i\nJOIN organizations o ON o.id = i.organization_id\n";

    /** What an UPDATE of {@code invitations i} that joins {@code organizations o} answers. */
    private static final String RETURNING = "RETURNING " + COLUMNS;

    /** Still to be answered, and with this token if one is named. */
    private static final String ANSWERABLE = """
            FROM organizations o
            WHERE o.id = i.organization_id AND i.id = :id AND i.status = 'pending' AND i.expires_at > :now
              AND (:digest::text IS NULL OR i.token_hash = :digest)
            """;

    private static final String REVOKE = """
            UPDATE invitations i
            SET status = 'revoked'
            FROM organizations o
            WHERE o.id = i.organization_id
            """;

    private final Handles handles;

    JdbiInvitationStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public boolean insert(Invitation invitation, String digest) {
        UserId inviter = invitation.invitedBy();
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO invitations (id, organization_id, email, role, token_hash, invited_by, status, created_at,
                                                 sent_at, expires_at)
                        VALUES (:id, :organization, :email, :role, :digest, :invitedBy, 'pending', :createdAt, :sentAt,
                                :expiresAt)
                        ON CONFLICT (organization_id, lower(email)) WHERE status = 'pending' DO NOTHING
                        """)
                        .bind("id", invitation.id().value())
                        .bind("organization", invitation.organizationId().value())
                        .bind("email", invitation.email().value())
                        .bind("role", Columns.word(invitation.role()))
                        .bind("digest", digest)
                        .bind("invitedBy", inviter == null ? null : inviter.value())
                        .bind("createdAt", invitation.createdAt())
                        .bind("sentAt", invitation.sentAt())
                        .bind("expiresAt", invitation.expiresAt())
                        .execute()
                == 1);
    }

    @Override
    public Optional<Invitation> find(InvitationId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE i.id = :id")
                .bind("id", id.value())
                .map(INVITATION)
                .findOne());
    }

    @Override
    public Optional<Invitation> findByDigest(String digest) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE i.token_hash = :digest")
                .bind("digest", digest)
                .map(INVITATION)
                .findOne());
    }

    @Override
    public Page<Invitation> list(InvitationFilter filter, Instant now, PageRequest page) {
        OrganizationId organization = filter.organizationId();
        EmailAddress email = filter.email();
        UserId inviter = filter.invitedBy();
        Listing listing = Listing.of(SELECT, page)
                .filter(
                        "i.organization_id = :organization",
                        "organization",
                        organization == null ? null : organization.value())
                .filter("lower(i.email) = :email", "email", email == null ? null : email.value())
                .filter("i.invited_by = :inviter", "inviter", inviter == null ? null : inviter.value());
        InvitationStatus status = filter.status();
        if (status != null) {
            String condition = switch (status) {
                case PENDING -> "i.status = 'pending' AND i.expires_at > :now";
                case EXPIRED -> "(i.status = 'expired' OR (i.status = 'pending' AND i.expires_at <= :now))";
                case ACCEPTED, DECLINED, REVOKED ->
                    "i.status = '" + Columns.word(status) + "' AND :now::timestamptz IS NOT NULL";
            };
            listing.where(condition, Map.of("now", now));
        }
        return handles.read(
                handle -> listing.newestFirst(handle, "i.created_at", "i.id", INVITATION, Invitation::position));
    }

    @Override
    public int countPending(OrganizationId organization, Instant now) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT count(*) FROM invitations
                        WHERE organization_id = :organization AND status = 'pending' AND expires_at > :now
                        """)
                .bind("organization", organization.value())
                .bind("now", now)
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public Optional<Invitation> renew(
            InvitationId id, String digest, @Nullable UserId by, Instant sentAt, Instant expiresAt) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE invitations i
                        SET status = 'pending', token_hash = :digest, invited_by = :by, sent_at = :sentAt,
                            expires_at = :expiresAt
                        FROM organizations o
                        WHERE o.id = i.organization_id AND i.id = :id AND i.status IN ('pending', 'expired')
                          AND NOT EXISTS (SELECT 1 FROM invitations other
                                          WHERE other.organization_id = i.organization_id
                                            AND lower(other.email) = lower(i.email)
                                            AND other.status = 'pending' AND other.id <> i.id)
                        """ + RETURNING)
                .bind("id", id.value())
                .bind("digest", digest)
                .bind("by", by == null ? null : by.value())
                .bind("sentAt", sentAt)
                .bind("expiresAt", expiresAt)
                .map(INVITATION)
                .findOne());
    }

    @Override
    public Optional<Invitation> accept(InvitationId id, @Nullable String digest, UserId by, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE invitations i
                        SET status = 'accepted', accepted_by = :by, accepted_at = :now
                        """ + ANSWERABLE + RETURNING)
                .bind("id", id.value())
                .bind("digest", digest)
                .bind("by", by.value())
                .bind("now", now)
                .map(INVITATION)
                .findOne());
    }

    @Override
    public Optional<Invitation> decline(InvitationId id, @Nullable String digest, Instant now) {
        return handles.write(
                handle -> handle.createQuery("UPDATE invitations i\nSET status = 'declined'\n" + ANSWERABLE + RETURNING)
                        .bind("id", id.value())
                        .bind("digest", digest)
                        .bind("now", now)
                        .map(INVITATION)
                        .findOne());
    }

    @Override
    public Optional<Invitation> revoke(InvitationId id) {
        return handles.write(handle -> handle.createQuery(
                        REVOKE + "  AND i.id = :id AND i.status IN ('pending', 'expired')\n" + RETURNING)
                .bind("id", id.value())
                .map(INVITATION)
                .findOne());
    }

    @Override
    public List<Invitation> revoke(Offers offers, int limit) {
        OrganizationId organization = offers.organization();
        return handles.write(handle -> handle.createQuery(REVOKE + """
                          AND i.id = ANY (ARRAY(SELECT id FROM invitations
                                                WHERE status = 'pending' AND invited_by = :inviter
                                                  AND (:organization::uuid IS NULL OR organization_id = :organization)
                                                  AND (:since::timestamptz IS NULL OR sent_at >= :since)
                                                  AND role = ANY (:roles)
                                                ORDER BY id
                                                LIMIT :limit
                                                FOR UPDATE))
                        """ + RETURNING)
                .bind("inviter", offers.inviter().value())
                .bind("organization", organization == null ? null : organization.value())
                .bind("since", offers.sentSince())
                .bindArray(
                        "roles",
                        String.class,
                        offers.roles().stream().map(Columns::word).toList())
                .bind("limit", limit)
                .map(INVITATION)
                .list());
    }

    @Override
    public List<Invitation> revokeOfInactive(int limit) {
        return handles.write(handle -> handle.createQuery(REVOKE + """
                          AND i.id = ANY (ARRAY(SELECT p.id FROM invitations p
                                                JOIN users u ON u.id = p.invited_by
                                                WHERE p.status = 'pending' AND u.status <> 'active'
                                                ORDER BY p.id
                                                LIMIT :limit
                                                FOR UPDATE OF p SKIP LOCKED))
                        """ + RETURNING)
                .bind("limit", limit)
                .map(INVITATION)
                .list());
    }

    @Override
    public int deleteOver(Instant before, int limit) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM invitations WHERE id = ANY (ARRAY(
                            SELECT id FROM invitations
                            WHERE status <> 'pending' AND expires_at < :before
                            ORDER BY expires_at
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }

    @Override
    public List<Invitation> deleteAll(OrganizationId organization) {
        return handles.write(handle -> {
            List<Invitation> pending = handle.createQuery(REVOKE + """
                              AND i.status = 'pending' AND i.organization_id = :organization
                            """ + RETURNING)
                    .bind("organization", organization.value())
                    .map(INVITATION)
                    .list();
            handle.createUpdate("DELETE FROM invitations WHERE organization_id = :organization")
                    .bind("organization", organization.value())
                    .execute();
            return pending;
        });
    }

    @Override
    public List<Invitation> expire(Instant now, int limit) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE invitations i
                        SET status = 'expired'
                        FROM organizations o
                        WHERE o.id = i.organization_id
                          AND i.id = ANY (ARRAY(SELECT id FROM invitations
                                                WHERE status = 'pending' AND expires_at <= :now
                                                ORDER BY expires_at, id
                                                LIMIT :limit
                                                FOR UPDATE SKIP LOCKED))
                        """ + RETURNING)
                .bind("now", now)
                .bind("limit", limit)
                .map(INVITATION)
                .list());
    }

    @Override
    public Optional<Invitation> expire(OrganizationId organization, EmailAddress email, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE invitations i
                        SET status = 'expired'
                        FROM organizations o
                        WHERE o.id = i.organization_id AND i.organization_id = :organization AND lower(i.email) = :email
                          AND i.status = 'pending' AND i.expires_at <= :now
                        """ + RETURNING)
                .bind("organization", organization.value())
                .bind("email", email.value())
                .bind("now", now)
                .map(INVITATION)
                .findOne());
    }
}
