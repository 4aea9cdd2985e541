--liquibase formatted sql logicalFilePath:db/changelog/tenon/196-document-search.sql

--changeset tenon:document_search
CREATE TABLE document_search_language (
    only_row BOOLEAN NOT NULL DEFAULT TRUE,
    config TEXT NOT NULL,
    CONSTRAINT document_search_language_pkey PRIMARY KEY (only_row),
    CONSTRAINT document_search_language_one CHECK (only_row)
);
INSERT INTO document_search_language (config) VALUES ('english');

CREATE TABLE document_search (
    document_id UUID NOT NULL,
    subject_id UUID NOT NULL,
    terms TSVECTOR NOT NULL,
    CONSTRAINT document_search_pkey PRIMARY KEY (document_id),
    CONSTRAINT document_search_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents (id) ON DELETE CASCADE
);
CREATE INDEX document_search_terms_idx ON document_search USING gin (terms);
COMMENT ON TABLE document_search IS 'What documents are found by, one row each, without those in the trash; made of the others by triggers';
COMMENT ON COLUMN document_search.subject_id IS 'Whose quota the document counts against';
COMMENT ON COLUMN document_search.terms IS
    'Words of the name (A), the tags (B) and the text (D), and one term that no text can have: whose the document is';
COMMENT ON TABLE document_search_language IS 'How words are cut to their stems, one row: tenon documents reindex --language';
--rollback DROP TABLE document_search;
--rollback DROP TABLE document_search_language;

--changeset tenon:document_search_kept splitStatements:false
CREATE FUNCTION tenon_with_text_terms(others TSVECTOR, config REGCONFIG, text TEXT) RETURNS TSVECTOR
    LANGUAGE plpgsql STABLE AS
$$
BEGIN
    IF coalesce(text, '') = '' THEN
        RETURN others;
    END IF;
    -- A list of terms takes 1 MiB at most, which a long text of many different words exceeds: its beginning counts then.
    RETURN others || setweight(to_tsvector(config, text), 'D');
EXCEPTION WHEN program_limit_exceeded THEN
    RETURN tenon_with_text_terms(others, config, left(text, length(text) / 2));
END
$$;

CREATE FUNCTION tenon_index_documents(which UUID[]) RETURNS void
    LANGUAGE sql AS
$$
    DELETE FROM document_search s
    USING unnest(which) AS w (id), documents d
    WHERE s.document_id = w.id AND d.id = w.id AND d.deleted_at IS NOT NULL;

    -- Of a name only letters and digits count: dots and dashes would make a host or a file of it, which is found as a whole alone.
    INSERT INTO document_search (document_id, subject_id, terms)
    SELECT d.id, coalesce(d.organization_id, d.user_id),
           tenon_with_text_terms(
               array_to_tsvector(ARRAY[chr(1) || coalesce(d.organization_id, d.user_id)])
               || setweight(to_tsvector(l.config, regexp_replace(d.file_name, '[^[:alnum:]]+', ' ', 'g')), 'A')
               || setweight(to_tsvector(l.config, array_to_string(d.tags, ' ')), 'B'),
               l.config, t.text)
    FROM unnest(which) AS w (id)
    JOIN documents d ON d.id = w.id AND d.deleted_at IS NULL
    CROSS JOIN (SELECT ('pg_catalog.' || quote_ident(config))::regconfig AS config FROM document_search_language) l
    LEFT JOIN document_texts t ON t.document_id = d.id AND t.version = d.version
    ON CONFLICT (document_id) DO UPDATE SET subject_id = excluded.subject_id, terms = excluded.terms;
$$;

CREATE FUNCTION tenon_document_to_index() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM tenon_index_documents(ARRAY[NEW.id]);
    RETURN NULL;
END
$$;

CREATE FUNCTION tenon_text_to_index() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    -- Of an earlier version nothing is found.
    PERFORM tenon_index_documents(array_agg(d.id))
    FROM documents d
    WHERE d.id = coalesce(NEW.document_id, OLD.document_id) AND d.version = coalesce(NEW.version, OLD.version)
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE TRIGGER documents_indexed_first AFTER INSERT ON documents
    FOR EACH ROW EXECUTE FUNCTION tenon_document_to_index();
CREATE TRIGGER documents_indexed_anew AFTER UPDATE ON documents
    FOR EACH ROW WHEN (OLD.file_name <> NEW.file_name OR OLD.tags <> NEW.tags OR OLD.version <> NEW.version
        OR OLD.user_id <> NEW.user_id OR OLD.organization_id IS DISTINCT FROM NEW.organization_id
        OR (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL))
    EXECUTE FUNCTION tenon_document_to_index();
CREATE TRIGGER document_texts_indexed AFTER INSERT OR UPDATE OF text OR DELETE ON document_texts
    FOR EACH ROW EXECUTE FUNCTION tenon_text_to_index();

COMMENT ON FUNCTION tenon_index_documents(UUID[]) IS 'Writes the rows of document_search anew';
--rollback DROP TRIGGER document_texts_indexed ON document_texts;
--rollback DROP TRIGGER documents_indexed_anew ON documents;
--rollback DROP TRIGGER documents_indexed_first ON documents;
--rollback DROP FUNCTION tenon_text_to_index();
--rollback DROP FUNCTION tenon_document_to_index();
--rollback DROP FUNCTION tenon_index_documents(UUID[]);
--rollback DROP FUNCTION tenon_with_text_terms(TSVECTOR, REGCONFIG, TEXT);

--changeset tenon:documents_name_search splitStatements:false
-- The extension may live in a schema that is not searched. What the index is over must stay word for word what
-- JdbiDocumentStore searches.
DO $$
BEGIN
    EXECUTE format(
        'CREATE INDEX documents_name_idx ON documents USING gin (lower(file_name) %I.gin_trgm_ops)'
        || ' WITH (fastupdate = on) WHERE deleted_at IS NULL',
        (SELECT n.nspname
         FROM pg_extension e
         JOIN pg_namespace n ON n.oid = e.extnamespace
         WHERE e.extname = 'pg_trgm'));
END $$;
--rollback DROP INDEX documents_name_idx;
