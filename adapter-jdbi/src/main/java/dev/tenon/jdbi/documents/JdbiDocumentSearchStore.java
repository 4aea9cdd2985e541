package dev.tenon.jdbi.documents;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.documents.DocumentMatch;
import dev.tenon.ports.documents.DocumentMatch.Fragment;
import dev.tenon.ports.documents.DocumentQuery;
import dev.tenon.ports.documents.DocumentSearch;
import dev.tenon.ports.documents.spi.DocumentSearchStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tables {@code document_search} and {@code document_search_language}, which triggers keep true. */
final class JdbiDocumentSearchStore implements DocumentSearchStore {

    /** What a text cannot have, for it was taken out: where a match begins and ends. */
    private static final char MATCH = '\u0002';

    private static final char REST = '\u0003';

    /** Of so many bytes of terms the documents are ranked: all of them are read for it. */
    private static final int MOST_BYTES = 32 << 20;

    private static final RowMapper<DocumentMatch> MATCHED = (row, context) -> new DocumentMatch(
            JdbiDocumentStore.DOCUMENT.map(row, context), row.getInt("rank"), fragments(row.getString("snippet")));

    /**
     * Each document has a term that says whose it is, so that the index finds somebody's documents with these words, and not
     * everybody's; no text can have that term. What is shared is looked at one by one, which the LIMIT says: the planner would take
     * the index of everybody's words for it. Ranked is what came last, since ranking reads all terms of a document; the snippet is made of the page alone, from the beginning of the text.
     */
    private static final String SEARCH = """
            WITH asked AS MATERIALIZED (
                SELECT l.config, q.words
                FROM (SELECT ('pg_catalog.' || quote_ident(config))::regconfig AS config
                      FROM document_search_language) l
                CROSS JOIN LATERAL websearch_to_tsquery(l.config, :words) AS q (words)
                WHERE numnode(q.words) > 0),
            mine AS MATERIALIZED (
                SELECT :person AS subject_id WHERE :organization::uuid IS NULL
                UNION ALL
                SELECT organization_id FROM organization_members
                WHERE user_id = :person AND (:organization::uuid IS NULL OR organization_id = :organization)),
            owned AS MATERIALIZED (
                SELECT s.document_id FROM document_search s
                WHERE s.terms @@ (SELECT string_agg('''' || chr(1) || subject_id || '''', '|')::tsquery FROM mine)
                  AND s.terms @@ (SELECT words FROM asked)
                  AND s.subject_id IN (SELECT subject_id FROM mine)),
            granted AS MATERIALIZED (
                SELECT document_id FROM document_sharing
                WHERE shared_with_user_id = :person AND (expires_at IS NULL OR expires_at > :now)
                UNION
                SELECT g.document_id
                FROM organization_members m
                JOIN document_sharing g ON g.shared_with_organization_id = m.organization_id
                WHERE m.user_id = :person AND (g.expires_at IS NULL OR g.expires_at > :now)),
            shared AS MATERIALIZED (
                SELECT s.document_id
                FROM granted g
                CROSS JOIN LATERAL (
                    SELECT document_id, terms FROM document_search WHERE document_id = g.document_id LIMIT 1) s
                WHERE :organization::uuid IS NULL AND s.terms @@ (SELECT words FROM asked)),
            last AS MATERIALIZED (
                SELECT document_id FROM owned UNION SELECT document_id FROM shared ORDER BY document_id DESC LIMIT :most),
            newest AS MATERIALIZED (
                SELECT document_id
                FROM (SELECT n.document_id,
                             sum(pg_column_size(s.terms)) OVER (ORDER BY n.document_id DESC) AS bytes,
                             row_number() OVER (ORDER BY n.document_id DESC) AS place
                      FROM last n
                      JOIN document_search s ON s.document_id = n.document_id) sized
                WHERE bytes <= :mostBytes OR place <= :rows),
            ranked AS MATERIALIZED (
                SELECT d.*, (least(ts_rank_cd(s.terms, a.words, 1), 2000) * 1000000)::int AS rank
                FROM newest n
                JOIN document_search s ON s.document_id = n.document_id
                JOIN documents d ON d.id = n.document_id AND d.deleted_at IS NULL
                CROSS JOIN asked a),
            page AS MATERIALIZED (
                SELECT * FROM ranked
                WHERE :afterId::uuid IS NULL OR (rank, uploaded_at, id) < (:afterRank, :afterTime, :afterId)
                ORDER BY rank DESC, uploaded_at DESC, id DESC
                LIMIT :rows)
            SELECT\s""" + JdbiDocumentStore.COLUMNS + """
            , d.rank,
                   ts_headline(a.config, translate(left(t.text, 65536), chr(2) || chr(3), ''), a.words,
                       'StartSel=' || chr(2) || ',StopSel=' || chr(3)
                       || ',MaxFragments=2,MaxWords=20,MinWords=8,FragmentDelimiter=" … "') AS snippet
            FROM page d
            CROSS JOIN asked a
            LEFT JOIN document_texts t ON t.document_id = d.id AND t.version = d.version
            ORDER BY d.rank DESC, d.uploaded_at DESC, d.id DESC
            """;

    private final Handles handles;

    JdbiDocumentSearchStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Page<DocumentMatch> search(UserId person, DocumentQuery query, Instant now, PageRequest page) {
        @Nullable Position after = page.after();
        return handles.read(handle -> {
            List<DocumentMatch> found = handle.createQuery(SEARCH)
                    .bind("words", query.words())
                    .bind("person", person.value())
                    .bind("organization", JdbiDocumentStore.value(query.organizationId()))
                    .bind("now", now)
                    .bind("most", DocumentSearch.MOST_RANKED)
                    .bind("mostBytes", MOST_BYTES)
                    .bind("afterId", after == null ? null : after.id())
                    .bind("afterRank", after == null ? 0 : after.rank())
                    .bind("afterTime", after == null ? now : after.time())
                    .bind("rows", page.rows())
                    .addCustomizer(Listing.PLANNED_FOR_ITS_VALUES)
                    .map(MATCHED)
                    .list();
            return Page.cut(found, page, DocumentMatch::position);
        });
    }

    private static List<Fragment> fragments(@Nullable String snippet) {
        List<Fragment> fragments = new ArrayList<>();
        String rest = snippet == null ? "" : snippet;
        while (!rest.isEmpty()) {
            boolean isMatch = rest.charAt(0) == MATCH;
            int from = isMatch ? 1 : 0;
            int end = rest.indexOf(isMatch ? REST : MATCH);
            String text = rest.substring(from, end < 0 ? rest.length() : end);
            if (!text.isEmpty()) {
                fragments.add(new Fragment(text, isMatch));
            }
            rest = end < 0 ? "" : rest.substring(isMatch ? end + 1 : end);
        }
        return fragments;
    }

    @Override
    public String language() {
        return handles.read(handle -> handle.createQuery("SELECT config FROM document_search_language")
                .mapTo(String.class)
                .one());
    }

    @Override
    public boolean knows(String language) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT EXISTS (
                            SELECT 1 FROM pg_ts_config
                            WHERE cfgname = :language AND cfgnamespace = 'pg_catalog'::regnamespace)
                        """)
                .bind("language", language)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public void setLanguage(String language) {
        handles.write(handle -> {
            // Whoever is about to commit words cut by the former language is waited for, and read anew like all before.
            handle.createQuery(
                            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('tenon'), hashtext('document_search_language'))) AS locked")
                    .mapTo(Integer.class)
                    .one();
            return handle.createUpdate("UPDATE document_search_language SET config = :language")
                    .bind("language", language)
                    .execute();
        });
    }

    @Override
    public List<DocumentId> reindex(@Nullable DocumentId after, int limit) {
        return handles.write(handle -> handle.createQuery("""
                        WITH next AS MATERIALIZED (
                            SELECT id FROM documents
                            WHERE :after::uuid IS NULL OR id > :after
                            ORDER BY id
                            LIMIT :limit
                            FOR NO KEY UPDATE),
                        indexed AS MATERIALIZED (SELECT tenon_index_documents(array_agg(id)) FROM next)
                        SELECT id FROM next, indexed ORDER BY id
                        """)
                .bind("after", after == null ? null : after.value())
                .bind("limit", limit)
                .mapTo(UUID.class)
                .map(DocumentId::new)
                .list());
    }
}
