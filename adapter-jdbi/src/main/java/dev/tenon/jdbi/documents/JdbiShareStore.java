package dev.tenon.jdbi.documents;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.SharedDocument;
import dev.tenon.ports.documents.spi.ShareStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code document_sharing}. */
final class JdbiShareStore implements ShareStore {

    private static final RowMapper<Share> SHARE = (row, context) -> new Share(
            new ShareId(Columns.uuid(row, "id")),
            new DocumentId(Columns.uuid(row, "document_id")),
            with(row),
            Columns.constant(row, "permission", DocumentRight.class),
            Columns.idOrNull(row, "granted_by", UserId::new),
            Columns.idOrNull(row, "parent_id", ShareId::new),
            Columns.instant(row, "shared_at"),
            Columns.instantOrNull(row, "expires_at"));

    private static final RowMapper<SharedDocument> SHARED = (row, context) -> new SharedDocument(
            JdbiDocumentStore.DOCUMENT.map(row, context),
            Columns.constant(row, "permission", DocumentRight.class),
            Columns.idOrNull(row, "granted_by", UserId::new),
            Columns.instant(row, "shared_at"),
            Columns.instantOrNull(row, "expires_at"));

    private static final String SELECT = """
            SELECT s.id, s.document_id, s.shared_with_user_id, s.shared_with_organization_id, s.shared_with_email,
                   s.permission, s.granted_by, s.parent_id, s.shared_at, s.expires_at
            FROM document_sharing s
            """;

    /** What reaches a person now. */
    private static final String REACHES = """
            (s.expires_at IS NULL OR s.expires_at > :now)
              AND (s.shared_with_user_id = :person
                   OR s.shared_with_organization_id IN (
                       SELECT organization_id FROM organization_members WHERE user_id = :person))
            """;

    private final Handles handles;

    JdbiShareStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Page<Share> list(DocumentId document, @Nullable UserId grantedBy, PageRequest page) {
        Listing listing = Listing.of(SELECT, page)
                .where("s.document_id = :document", Map.of("document", document.value()))
                .filter("s.granted_by = :grantedBy", "grantedBy", grantedBy == null ? null : grantedBy.value());
        return handles.read(handle -> listing.newestFirst(handle, "s.shared_at", "s.id", SHARE, Share::position));
    }

    @Override
    public Optional<Share> find(DocumentId document, Grantee with) {
        return switch (with) {
            case Grantee.Person person ->
                one(
                        document,
                        "s.shared_with_user_id = :with AND s.shared_with_email IS NULL",
                        person.id().value());
            case Grantee.Members members ->
                one(
                        document,
                        "s.shared_with_organization_id = :with",
                        members.id().value());
            case Grantee.Address address ->
                one(document, "s.shared_with_email = :with", address.email().value());
        };
    }

    @Override
    public Optional<Share> find(DocumentId document, UUID which) {
        return one(
                document,
                "(s.id = :with OR s.shared_with_organization_id = :with"
                        + " OR (s.shared_with_user_id = :with AND s.shared_with_email IS NULL))",
                which);
    }

    private Optional<Share> one(DocumentId document, String condition, Object with) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE s.document_id = :document AND " + condition)
                .bind("document", document.value())
                .bind("with", with)
                .map(SHARE)
                .findFirst());
    }

    @Override
    public boolean isWith(Share share, UserId person) {
        return handles.read(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM document_sharing WHERE id = :id AND shared_with_user_id = :person)")
                .bind("id", share.id().value())
                .bind("person", person.value())
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public Optional<Share> strongest(DocumentId document, UserId person, Instant now) {
        return handles.read(
                handle -> handle.createQuery(SELECT + "WHERE s.document_id = :document AND " + REACHES + """
                        ORDER BY s.permission DESC, s.expires_at DESC NULLS FIRST, s.id
                        LIMIT 1
                        """)
                        .bind("document", document.value())
                        .bind("person", person.value())
                        .bind("now", now)
                        .map(SHARE)
                        .findOne());
    }

    @Override
    public int count(DocumentId document) {
        return handles.read(
                handle -> handle.createQuery("SELECT count(*) FROM document_sharing WHERE document_id = :id")
                        .bind("id", document.value())
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public void put(Share share, @Nullable UserId account) {
        Grantee with = share.with();
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO document_sharing
                            (id, document_id, shared_with_user_id, shared_with_organization_id, shared_with_email, permission,
                             granted_by, parent_id, shared_at, expires_at)
                        VALUES (:id, :document, :person, :organization, :email, :permission, :grantedBy, :parent, :sharedAt,
                                :expiresAt)
                        ON CONFLICT (id) DO UPDATE
                        SET permission = excluded.permission, granted_by = excluded.granted_by,
                            parent_id = excluded.parent_id, expires_at = excluded.expires_at,
                            revision = document_sharing.revision + 1
                        """)
                .bind("id", share.id().value())
                .bind("document", share.documentId().value())
                .bind("person", account == null ? null : account.value())
                .bind(
                        "organization",
                        with instanceof Grantee.Members members ? members.id().value() : null)
                .bind(
                        "email",
                        with instanceof Grantee.Address address
                                ? address.email().value()
                                : null)
                .bind("permission", Columns.word(share.right()))
                .bind(
                        "grantedBy",
                        share.grantedBy() == null ? null : share.grantedBy().value())
                .bind(
                        "parent",
                        share.parentId() == null ? null : share.parentId().value())
                .bind("sharedAt", share.sharedAt())
                .bind("expiresAt", share.expiresAt())
                .execute());
    }

    @Override
    public void cap(Share share) {
        handles.write(handle -> handle.createUpdate("""
                        WITH RECURSIVE resting AS (
                            SELECT id FROM document_sharing WHERE parent_id = :id
                            UNION
                            SELECT s.id FROM document_sharing s JOIN resting r ON s.parent_id = r.id)
                        UPDATE document_sharing s
                        SET permission = least(s.permission, :permission),
                            expires_at = least(s.expires_at, :expiresAt),
                            revision = s.revision + 1
                        FROM resting
                        WHERE s.id = resting.id AND s.id <> :id
                          AND (s.permission > :permission
                               OR (:expiresAt::timestamptz IS NOT NULL
                                   AND (s.expires_at IS NULL OR s.expires_at > :expiresAt)))
                        """)
                .bind("id", share.id().value())
                .bind("permission", Columns.word(share.right()))
                .bind("expiresAt", share.expiresAt())
                .execute());
    }

    @Override
    public int delete(Share share) {
        return handles.write(handle ->
                handle.createUpdate("""
                        WITH RECURSIVE resting AS (
                            SELECT id FROM document_sharing WHERE id = :id
                            UNION
                            SELECT s.id FROM document_sharing s JOIN resting r ON s.parent_id = r.id)
                        DELETE FROM document_sharing WHERE id IN (SELECT id FROM resting)
                        """).bind("id", share.id().value()).execute());
    }

    @Override
    public int deleteGrantedAsMember(OrganizationId organization, UserId person) {
        return handles.write(handle -> handle.createUpdate("""
                        WITH RECURSIVE resting AS (
                            SELECT s.id
                            FROM document_sharing s
                            JOIN documents d ON d.id = s.document_id
                            LEFT JOIN document_sharing p ON p.id = s.parent_id
                            WHERE s.granted_by = :person
                              AND (p.shared_with_organization_id = :organization
                                   OR (s.parent_id IS NULL AND d.organization_id = :organization))
                            UNION
                            SELECT s.id FROM document_sharing s JOIN resting r ON s.parent_id = r.id)
                        DELETE FROM document_sharing WHERE id IN (SELECT id FROM resting)
                        """)
                .bind("organization", organization.value())
                .bind("person", person.value())
                .execute());
    }

    @Override
    public int deleteGrantedByOthers(DocumentId document, UserId owner) {
        return handles.write(handle -> handle.createUpdate("""
                        WITH RECURSIVE resting AS (
                            SELECT id FROM document_sharing
                            WHERE document_id = :document AND parent_id IS NULL AND granted_by IS DISTINCT FROM :owner
                            UNION
                            SELECT s.id FROM document_sharing s JOIN resting r ON s.parent_id = r.id)
                        DELETE FROM document_sharing WHERE id IN (SELECT id FROM resting)
                        """)
                .bind("document", document.value())
                .bind("owner", owner.value())
                .execute());
    }

    @Override
    public void adopt(EmailAddress email, UserId person) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE document_sharing s
                        SET shared_with_user_id = :person
                        WHERE s.shared_with_email = :email
                          AND s.shared_with_user_id IS DISTINCT FROM :person
                        """)
                .bind("email", email.value())
                .bind("person", person.value())
                .execute());
    }

    @Override
    public Page<SharedDocument> with(UserId person, Instant now, PageRequest page) {
        String strongest = "SELECT " + JdbiDocumentStore.COLUMNS + """
                , shared.permission, shared.granted_by, shared.shared_at, shared.expires_at
                FROM (
                    SELECT DISTINCT ON (s.document_id) s.document_id, s.permission, s.granted_by, s.shared_at, s.expires_at
                    FROM document_sharing s
                    WHERE\s""" + REACHES + """
                    ORDER BY s.document_id, s.permission DESC, s.expires_at DESC NULLS FIRST, s.id) shared
                JOIN documents d ON d.id = shared.document_id AND d.deleted_at IS NULL
                """;
        Listing listing = Listing.of(strongest, page)
                .with("person", person.value())
                .with("now", now)
                .where("NOT (d.organization_id IS NULL AND d.user_id = :person)", Map.of());
        return handles.read(
                handle -> listing.newestFirst(handle, "shared.shared_at", "d.id", SHARED, SharedDocument::position));
    }

    private static Grantee with(ResultSet row) throws SQLException {
        String email = row.getString("shared_with_email");
        if (email != null) {
            return new Grantee.Address(new EmailAddress(email));
        }
        OrganizationId organization = Columns.idOrNull(row, "shared_with_organization_id", OrganizationId::new);
        return organization == null
                ? new Grantee.Person(new UserId(Columns.uuid(row, "shared_with_user_id")))
                : new Grantee.Members(organization);
    }
}
