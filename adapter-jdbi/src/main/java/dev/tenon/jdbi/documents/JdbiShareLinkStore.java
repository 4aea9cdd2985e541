package dev.tenon.jdbi.documents;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.documents.ShareLink;
import dev.tenon.ports.documents.spi.ShareLinkStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.ShareLinkId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code share_links}. */
final class JdbiShareLinkStore implements ShareLinkStore {

    private static final RowMapper<ShareLink> LINK = (row, context) -> new ShareLink(
            new ShareLinkId(Columns.uuid(row, "id")),
            new DocumentId(Columns.uuid(row, "document_id")),
            new UserId(Columns.uuid(row, "user_id")),
            Columns.idOrNull(row, "parent_id", ShareId::new),
            row.getString("password_hash"),
            Columns.instantOrNull(row, "expires_at"),
            row.getObject("max_downloads", Integer.class),
            row.getInt("downloads"),
            Columns.instant(row, "created_at"),
            Columns.instantOrNull(row, "last_used_at"),
            Columns.instantOrNull(row, "revoked_at"));

    /** However the share that a link rests on is shortened, the link ends with it. */
    private static final String SELECT = """
            SELECT l.id, l.document_id, l.user_id, l.parent_id, l.password_hash,
                   least(l.expires_at, s.expires_at) AS expires_at,
                   l.max_downloads, l.downloads, l.created_at, l.last_used_at, l.revoked_at
            FROM share_links l
            LEFT JOIN document_sharing s ON s.id = l.parent_id
            """;

    private static final String LIVE = """
            l.revoked_at IS NULL
              AND (l.expires_at IS NULL OR l.expires_at > :now)
              AND (l.max_downloads IS NULL OR l.downloads < l.max_downloads)
              AND NOT EXISTS (SELECT 1 FROM document_sharing s WHERE s.id = l.parent_id AND s.expires_at <= :now)
            """;

    private final Handles handles;

    JdbiShareLinkStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(ShareLink link, String tokenDigest) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO share_links
                            (id, document_id, user_id, parent_id, token_hash, password_hash, expires_at, max_downloads,
                             downloads, created_at, last_used_at, revoked_at)
                        VALUES (:id, :document, :person, :parent, :digest, :password, :expiresAt, :most, :downloads, :createdAt,
                                :lastUsedAt, :revokedAt)
                        """)
                .bind("id", link.id().value())
                .bind("document", link.documentId().value())
                .bind("person", link.createdBy().value())
                .bind("parent", link.parentId() == null ? null : link.parentId().value())
                .bind("digest", tokenDigest)
                .bind("password", link.passwordHash())
                .bind("expiresAt", link.expiresAt())
                .bind("most", link.maxDownloads())
                .bind("downloads", link.downloads())
                .bind("createdAt", link.createdAt())
                .bind("lastUsedAt", link.lastUsedAt())
                .bind("revokedAt", link.revokedAt())
                .execute());
    }

    @Override
    public Page<ShareLink> list(DocumentId document, @Nullable UserId createdBy, PageRequest page) {
        Listing listing = Listing.of(SELECT, page)
                .where("l.document_id = :document", Map.of("document", document.value()))
                .filter("l.user_id = :createdBy", "createdBy", createdBy == null ? null : createdBy.value());
        return handles.read(handle -> listing.newestFirst(handle, "l.created_at", "l.id", LINK, ShareLink::position));
    }

    @Override
    public Optional<ShareLink> find(DocumentId document, ShareLinkId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE l.id = :id AND l.document_id = :document")
                .bind("id", id.value())
                .bind("document", document.value())
                .map(LINK)
                .findOne());
    }

    @Override
    public Optional<ShareLink> findByDigest(String tokenDigest) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        JOIN users u ON u.id = l.user_id AND u.status = 'active'
                        WHERE l.token_hash = :digest
                        """)
                .bind("digest", tokenDigest)
                .map(LINK)
                .findOne());
    }

    @Override
    public int countLive(DocumentId document, Instant now) {
        return handles.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM share_links l WHERE l.document_id = :document AND " + LIVE)
                .bind("document", document.value())
                .bind("now", now)
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public boolean use(ShareLinkId id, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE share_links l
                        SET downloads = downloads + 1, last_used_at = :now
                        WHERE l.id = :id AND\s""" + LIVE)
                        .bind("id", id.value())
                        .bind("now", now)
                        .execute())
                == 1;
    }

    @Override
    public boolean giveBack(ShareLinkId id) {
        return handles.write(handle -> handle.createUpdate(
                                "UPDATE share_links SET downloads = downloads - 1 WHERE id = :id AND downloads > 0")
                        .bind("id", id.value())
                        .execute())
                == 1;
    }

    @Override
    public boolean revoke(ShareLinkId id, Instant now) {
        return handles.write(handle -> handle.createUpdate(
                                "UPDATE share_links SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
                        .bind("id", id.value())
                        .bind("now", now)
                        .execute())
                == 1;
    }

    @Override
    public int deleteMadeAsMember(OrganizationId organization, UserId person) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM share_links
                        WHERE id IN (
                            SELECT l.id
                            FROM share_links l
                            JOIN documents d ON d.id = l.document_id
                            LEFT JOIN document_sharing s ON s.id = l.parent_id
                            WHERE l.user_id = :person
                              AND (s.shared_with_organization_id = :organization
                                   OR (l.parent_id IS NULL AND d.organization_id = :organization)))
                        """)
                .bind("organization", organization.value())
                .bind("person", person.value())
                .execute());
    }

    @Override
    public int deleteMadeByOthers(DocumentId document, UserId owner) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM share_links
                        WHERE document_id = :document AND parent_id IS NULL AND user_id <> :owner
                        """)
                .bind("document", document.value())
                .bind("owner", owner.value())
                .execute());
    }

    @Override
    public int deleteEnded(Instant before, int limit) {
        // As share_links_ended_idx has it.
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM share_links
                        WHERE id IN (
                            (SELECT id FROM share_links
                             WHERE least(expires_at, revoked_at, CASE WHEN downloads >= max_downloads THEN last_used_at END)
                                   < :before
                             LIMIT :limit)
                            UNION
                            (SELECT l.id
                             FROM document_sharing s
                             JOIN share_links l ON l.parent_id = s.id
                             WHERE s.expires_at < :before
                             LIMIT :limit)
                            LIMIT :limit)
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }

    @Override
    public int deleteEnded(DocumentId document, int kept, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM share_links
                        WHERE id IN (
                            SELECT l.id
                            FROM (
                                SELECT *, row_number() OVER (ORDER BY created_at DESC, id DESC) AS place
                                FROM share_links
                                WHERE document_id = :document) l
                            WHERE l.place > :kept AND NOT (""" + LIVE + "))")
                .bind("document", document.value())
                .bind("kept", kept)
                .bind("now", now)
                .execute());
    }
}
