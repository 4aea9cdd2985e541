--liquibase formatted sql logicalFilePath:db/changelog/tenon/130-operations.sql

--changeset tenon:counters
CREATE TABLE counters (
    name VARCHAR(100) NOT NULL,
    value BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT counters_pkey PRIMARY KEY (name),
    CONSTRAINT counters_value_range CHECK (value >= 0)
) WITH (fillfactor = 50);

INSERT INTO counters (name) VALUES ('invoice'), ('support-ticket');

COMMENT ON TABLE counters IS 'Numbers without gaps: raised in the transaction that uses the number';
--rollback DROP TABLE counters;

--changeset tenon:idempotency_keys
CREATE TABLE idempotency_keys (
    caller TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    answer TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, idempotency_key)
);

CREATE INDEX idempotency_keys_expires_at_idx ON idempotency_keys (expires_at);

COMMENT ON TABLE idempotency_keys IS 'Requests that were made under a key, and what they were answered';
COMMENT ON COLUMN idempotency_keys.fingerprint IS 'Digest of the request: the same key with another request is refused';
COMMENT ON COLUMN idempotency_keys.answer IS 'Sealed answer; NULL while the request is still running';
--rollback DROP TABLE idempotency_keys;

--changeset tenon:tenon_schema
CREATE TABLE tenon_schema (
    only_row BOOLEAN NOT NULL DEFAULT TRUE,
    changelog_hash TEXT NOT NULL,
    change_sets INT NOT NULL,
    migrated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT tenon_schema_pkey PRIMARY KEY (only_row),
    CONSTRAINT tenon_schema_only_row CHECK (only_row)
);

COMMENT ON TABLE tenon_schema IS 'Which change log this database was last migrated with: lets a start skip the migration';
--rollback DROP TABLE tenon_schema;

--changeset tenon:test_clock
CREATE TABLE test_clock (
    only_row BOOLEAN NOT NULL DEFAULT TRUE,
    since TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT test_clock_pkey PRIMARY KEY (only_row),
    CONSTRAINT test_clock_only_row CHECK (only_row)
);

COMMENT ON TABLE test_clock IS 'Has its row if this database was given to tests while it was empty: only then may time be moved';
--rollback DROP TABLE test_clock;

--changeset tenon:tenon_ensure_partitions splitStatements:false
CREATE FUNCTION tenon_ensure_partitions(months_ahead INT, as_of TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP) RETURNS INT
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS
$$
DECLARE
    parent RECORD;
    month_start TIMESTAMP;
    first_month TIMESTAMP := date_trunc('month', as_of AT TIME ZONE 'UTC') - INTERVAL '1 month';
    lower_bound TIMESTAMPTZ;
    upper_bound TIMESTAMPTZ;
    partition_name TEXT;
    occupied BOOLEAN;
    created INT := 0;
BEGIN
    IF months_ahead IS NULL OR months_ahead NOT BETWEEN 0 AND 120 THEN
        RAISE EXCEPTION 'months_ahead must be between 0 and 120, not %', months_ahead
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF as_of IS NULL THEN
        RAISE EXCEPTION 'as_of is missing' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('tenon_ensure_partitions'));
    FOR parent IN
        SELECT n.nspname AS schema_name, c.relname AS table_name, t.time_column
        FROM (VALUES ('audit_logs', 'created_at'), ('usage_logs', 'timestamp'),
                     ('api_usage_logs', 'created_at'), ('login_history', 'login_time')) AS t (table_name, time_column)
        JOIN pg_class c ON c.oid = to_regclass(t.table_name) AND c.relkind = 'p' AND c.relpersistence = 'p'
        JOIN pg_namespace n ON n.oid = c.relnamespace
        ORDER BY c.relname
    LOOP
        FOR i IN 0 .. months_ahead + 1 LOOP
            month_start := first_month + make_interval(months => i);
            lower_bound := month_start AT TIME ZONE 'UTC';
            upper_bound := (month_start + INTERVAL '1 month') AT TIME ZONE 'UTC';
            partition_name := format('%s_%s', parent.table_name, to_char(month_start, 'YYYY_MM'));
            IF to_regclass(format('%I.%I', parent.schema_name, partition_name)) IS NOT NULL THEN
                CONTINUE;
            END IF;
            -- Rows that already went into the default partition stay there: their month gets no partition of its own.
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I WHERE %I >= $1 AND %I < $2)',
                           parent.schema_name, parent.table_name || '_default', parent.time_column, parent.time_column)
                INTO occupied USING lower_bound, upper_bound;
            IF occupied THEN
                CONTINUE;
            END IF;
            -- Made beside the parent and then attached: readers and writers of the parent wait only for the attaching.
            EXECUTE format('CREATE TABLE %I.%I (LIKE %I.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
                           parent.schema_name, partition_name, parent.schema_name, parent.table_name);
            EXECUTE format('ALTER TABLE %I.%I ATTACH PARTITION %I.%I FOR VALUES FROM (%L) TO (%L)',
                           parent.schema_name, parent.table_name, parent.schema_name, partition_name,
                           lower_bound, upper_bound);
            created := created + 1;
        END LOOP;
    END LOOP;
    RETURN created;
END
$$;

-- They run as the owner of the tables, so that a server whose role is not the owner can be allowed to call them.
REVOKE EXECUTE ON FUNCTION tenon_ensure_partitions(INT, TIMESTAMPTZ) FROM PUBLIC;

COMMENT ON FUNCTION tenon_ensure_partitions(INT, TIMESTAMPTZ) IS
    'Makes the monthly partitions that are missing, from the month before that of as_of to months_ahead after it; returns how many';
--rollback DROP FUNCTION tenon_ensure_partitions(INT, TIMESTAMPTZ);

--changeset tenon:tenon_drop_partitions splitStatements:false
CREATE FUNCTION tenon_drop_partitions(parent_table TEXT, older_than TIMESTAMPTZ) RETURNS INT
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS
$$
DECLARE
    parent RECORD;
    old_partition RECORD;
    first_month_kept TIMESTAMP := date_trunc('month', older_than AT TIME ZONE 'UTC');
    dropped INT := 0;
BEGIN
    IF older_than IS NULL OR older_than > CURRENT_TIMESTAMP THEN
        RAISE EXCEPTION 'older_than must lie in the past' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT n.nspname AS schema_name, c.oid AS id, c.relname AS table_name, t.time_column
      INTO parent
      FROM (VALUES ('audit_logs', 'created_at'), ('usage_logs', 'timestamp'),
                   ('api_usage_logs', 'created_at'), ('login_history', 'login_time')) AS t (table_name, time_column)
      JOIN pg_class c ON c.oid = to_regclass(t.table_name) AND c.relkind = 'p' AND c.relpersistence = 'p'
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE t.table_name = parent_table;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% is not kept by the month', parent_table USING ERRCODE = 'invalid_parameter_value';
    END IF;
    FOR old_partition IN
        SELECT n.nspname AS schema_name, c.relname AS table_name
          FROM pg_inherits i
          JOIN pg_class c ON c.oid = i.inhrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE i.inhparent = parent.id
           AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
           AND right(c.relname, 7) < to_char(first_month_kept, 'YYYY_MM')
         ORDER BY c.relname
    LOOP
        EXECUTE format('DROP TABLE %I.%I', old_partition.schema_name, old_partition.table_name);
        dropped := dropped + 1;
    END LOOP;
    -- What the default partition caught goes row by row, except audit rows: those leave by whole months only.
    IF parent_table <> 'audit_logs' THEN
        EXECUTE format('DELETE FROM %I.%I WHERE %I < $1',
                       parent.schema_name, parent.table_name || '_default', parent.time_column)
            USING first_month_kept AT TIME ZONE 'UTC';
    END IF;
    RETURN dropped;
END
$$;

REVOKE EXECUTE ON FUNCTION tenon_drop_partitions(TEXT, TIMESTAMPTZ) FROM PUBLIC;

COMMENT ON FUNCTION tenon_drop_partitions(TEXT, TIMESTAMPTZ) IS
    'Retention: drops the months of a table that ended before the month of older_than; returns how many';
--rollback DROP FUNCTION tenon_drop_partitions(TEXT, TIMESTAMPTZ);

--changeset tenon:first_partitions
SELECT tenon_ensure_partitions(3);
--rollback SELECT 1;
