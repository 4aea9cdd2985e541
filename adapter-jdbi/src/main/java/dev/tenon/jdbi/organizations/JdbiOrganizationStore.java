package dev.tenon.jdbi.organizations;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.jdbi.kernel.SearchPatterns;
import dev.tenon.ports.accounts.SearchWords;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.DeletionBlocker.Reason;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationFilter;
import dev.tenon.ports.organizations.SeenOrganization;
import dev.tenon.ports.organizations.spi.OrganizationStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Table {@code organizations}. */
final class JdbiOrganizationStore implements OrganizationStore {

    private static final String COLUMNS = """
            o.id, o.name, o.slug, o.owner_user_id, o.storage_limit, o.custom_branding ->> 'name' AS branding_name,
            o.custom_branding ->> 'primaryColor' AS primary_color, o.custom_branding ->> 'accentColor' AS accent_color,
            (o.custom_branding ->> 'logoDocumentId')::uuid AS logo_document_id, o.created_at, o.updated_at, o.revision""";

    private static final RowMapper<Organization> ORGANIZATION = (row, context) -> new Organization(
            new OrganizationId(Columns.uuid(row, "id")),
            Columns.text(row, "name"),
            Columns.text(row, "slug"),
            new UserId(Columns.uuid(row, "owner_user_id")),
            Columns.longOrNull(row, "storage_limit"),
            new Branding(
                    row.getString("branding_name"),
                    row.getString("primary_color"),
                    row.getString("accent_color"),
                    Columns.idOrNull(row, "logo_document_id", DocumentId::new)),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            row.getLong("revision"));

    private static final RowMapper<SeenOrganization> SEEN = (row, context) -> {
        @Nullable String role = row.getString("viewers_role");
        return new SeenOrganization(
                ORGANIZATION.map(row, context),
                role == null ? null : MemberRole.valueOf(role.toUpperCase(Locale.ROOT)));
    };

    private static final String SELECT_SEEN = "SELECT " + COLUMNS + """
            , m.role AS viewers_role
            FROM organizations o
            """;

    private static final String SEEN_BY = SELECT_SEEN + """
            LEFT JOIN organization_members m ON m.organization_id = o.id AND m.user_id = :viewer
            """;

    private static final String OWN = SELECT_SEEN + """
            JOIN organization_members m ON m.organization_id = o.id AND m.user_id = :viewer
            """;

    /** What {@code organizations_search_idx} is over, word for word: where a name or a slug begins, a line begins. */
    private static final String TEXT = "lower(chr(10) || o.name || chr(10) || coalesce(o.slug, ''))";

    private static final Map<Reason, String> BLOCKING = Map.of(
            Reason.LIVE_SUBSCRIPTION, """
            SELECT id::text AS id
            FROM subscriptions
            WHERE organization_id = :id AND price > 0
              AND status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')
            LIMIT :limit""",
            Reason.UNPAID_INVOICE, """
            SELECT id::text AS id
            FROM billing
            WHERE organization_id = :id AND payment_status IN ('pending', 'failed') AND amount > 0
            LIMIT :limit""",
            Reason.DOCUMENT, """
            SELECT id::text AS id
            FROM documents
            WHERE organization_id = :id AND deleted_at IS NULL
            LIMIT :limit""");

    private final Handles handles;

    JdbiOrganizationStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public boolean insertIfAbsent(Organization organization, UUID ownersRow) {
        return handles.write(handle -> {
            boolean added = bound(handle.createUpdate("""
                                    INSERT INTO organizations (id, name, slug, owner_user_id, storage_limit,
                                                               custom_branding, created_at, updated_at, revision)
                                    VALUES (:id, :name, :slug, :owner, :storageLimit, :branding::jsonb, :createdAt,
                                            :updatedAt, :revision)
                                    ON CONFLICT (slug) WHERE deleted_at IS NULL DO NOTHING
                                    """), organization)
                            .bind("owner", organization.ownerId().value())
                            .bind("createdAt", organization.createdAt())
                            .bind("updatedAt", organization.updatedAt())
                            .execute()
                    == 1;
            if (added) {
                JdbiMemberStore.insert(
                        handle,
                        ownersRow,
                        organization.id(),
                        organization.ownerId(),
                        MemberRole.OWNER,
                        organization.createdAt());
            }
            return added;
        });
    }

    @Override
    public Optional<Organization> find(OrganizationId id) {
        return handles.read(handle -> byId(handle, id, ""));
    }

    @Override
    public Optional<SeenOrganization> find(OrganizationId id, @Nullable UserId viewer) {
        return handles.read(handle -> handle.createQuery(SEEN_BY + "WHERE o.id = :id AND o.deleted_at IS NULL")
                .bind("id", id.value())
                .bind("viewer", viewer == null ? null : viewer.value())
                .map(SEEN)
                .findOne());
    }

    @Override
    public Optional<Organization> lock(OrganizationId id) {
        // NO KEY: rows that name the organization can still be added.
        return handles.write(handle -> byId(handle, id, " FOR NO KEY UPDATE"));
    }

    @Override
    public Optional<Organization> lockAlone(OrganizationId id) {
        return handles.write(handle -> byId(handle, id, " FOR UPDATE"));
    }

    private static Optional<Organization> byId(Handle handle, OrganizationId id, String locking) {
        return handle.createQuery("SELECT " + COLUMNS + """

                        FROM organizations o
                        WHERE o.id = :id AND o.deleted_at IS NULL""" + locking)
                .bind("id", id.value())
                .map(ORGANIZATION)
                .findOne();
    }

    @Override
    public Page<SeenOrganization> list(OrganizationFilter filter, @Nullable UserId viewer, PageRequest page) {
        if (viewer == null && !filter.everyones()) {
            return new Page<>(List.of(), null);
        }
        Listing listing = Listing.of(filter.everyones() ? SEEN_BY : OWN, page).where("o.deleted_at IS NULL", Map.of());
        if (viewer == null) {
            listing.withNothing("viewer");
        } else {
            listing.with("viewer", viewer.value());
        }
        listing.filter("o.slug = :slug", "slug", filter.slug());
        if (filter.text() != null) {
            SearchWords words = SearchWords.of(filter.text());
            if (words.isEmpty()) {
                return new Page<>(List.of(), null);
            }
            SearchPatterns.of(words).each(TEXT, listing::filter);
        }
        return handles.read(handle -> listing.newestFirst(
                handle,
                "o.created_at",
                "o.id",
                SEEN,
                seen -> seen.organization().position()));
    }

    @Override
    public int countOwnedBy(UserId person) {
        return handles.read(
                handle -> handle.createQuery("SELECT count(*) FROM organizations WHERE owner_user_id = :person")
                        .bind("person", person.value())
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public Optional<Organization> update(Organization organization, Instant now) {
        return handles.write(handle -> bound(handle.createQuery("""
                        UPDATE organizations o
                        SET name = :name, slug = :slug, storage_limit = :storageLimit, custom_branding = :branding::jsonb,
                            updated_at = :now, revision = o.revision + 1
                        WHERE o.id = :id AND o.revision = :revision AND o.deleted_at IS NULL
                        RETURNING\s""" + COLUMNS), organization)
                .bind("now", now)
                .map(ORGANIZATION)
                .findOne());
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Organization organization) {
        return statement
                .bind("id", organization.id().value())
                .bind("name", organization.name())
                .bind("slug", organization.slug())
                .bind("storageLimit", organization.storageLimit())
                .bind("branding", json(organization.branding()))
                .bind("revision", organization.revision());
    }

    private static @Nullable String json(Branding branding) {
        Map<String, String> members = new LinkedHashMap<>();
        put(members, "name", branding.name());
        put(members, "primaryColor", branding.primaryColor());
        put(members, "accentColor", branding.accentColor());
        put(members, "logoDocumentId", branding.logoDocumentId());
        return members.isEmpty() ? null : JsonText.object(members).text();
    }

    private static void put(Map<String, String> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value.toString());
        }
    }

    @Override
    public void replaceOwner(OrganizationId id, UserId owner, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE organizations
                        SET owner_user_id = :owner, updated_at = :now, revision = revision + 1
                        WHERE id = :id AND deleted_at IS NULL
                        """)
                .bind("id", id.value())
                .bind("owner", owner.value())
                .bind("now", now)
                .execute());
    }

    @Override
    public void delete(OrganizationId id, Instant now) {
        handles.<Integer>write(handle ->
                handle.createUpdate("""
                        UPDATE organizations
                        SET name = '', slug = NULL, owner_user_id = NULL, custom_branding = NULL, deleted_at = :now,
                            updated_at = :now, revision = revision + 1
                        WHERE id = :id AND deleted_at IS NULL
                        """).bind("id", id.value()).bind("now", now).execute());
        handles.<Integer>write(
                handle -> handle.createUpdate("DELETE FROM organization_members WHERE organization_id = :id")
                        .bind("id", id.value())
                        .execute());
    }

    @Override
    public List<String> blocking(Reason reason, OrganizationId id, int limit) {
        String sql = BLOCKING.get(reason);
        if (sql == null) {
            throw new IllegalArgumentException("Nobody said what stands in the way for " + reason);
        }
        return handles.read(handle -> handle.createQuery(sql)
                .bind("id", id.value())
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }
}
