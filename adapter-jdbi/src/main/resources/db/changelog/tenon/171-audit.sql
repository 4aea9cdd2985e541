--liquibase formatted sql logicalFilePath:db/changelog/tenon/171-audit.sql

--changeset tenon:audit_logs_changed_fields
ALTER TABLE audit_logs
    ADD COLUMN impersonator_id UUID,
    ADD COLUMN changes JSONB,
    ADD CONSTRAINT audit_logs_changes_object CHECK (jsonb_typeof(changes) = 'object');

CREATE INDEX audit_logs_impersonator_id_idx ON audit_logs (impersonator_id, created_at DESC, id DESC)
    WHERE impersonator_id IS NOT NULL;

COMMENT ON COLUMN audit_logs.impersonator_id IS
    'Who really acted, in the name of user_id; no foreign key, as actor_label names both for ever';
COMMENT ON COLUMN audit_logs.changes IS
    'Object of the fields that changed: name to [before, after]; two nulls where the values are kept out of the trail';
--rollback ALTER TABLE audit_logs DROP COLUMN changes, DROP COLUMN impersonator_id;

--changeset tenon:audit_chain_cuts
CREATE TABLE audit_chain_cuts (
    chain TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL,
    left_behind TEXT[] NOT NULL DEFAULT '{}',
    cut_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT audit_chain_cuts_pkey PRIMARY KEY (chain),
    CONSTRAINT audit_chain_cuts_sequence_range CHECK (sequence >= 1),
    CONSTRAINT audit_chain_cuts_hash_format CHECK (length(hash) = 64 AND hash !~ '[^0-9a-f]')
);

COMMENT ON TABLE audit_chain_cuts IS 'Where retention cut each chain of audit_logs: the last row that went with its month';
COMMENT ON COLUMN audit_chain_cuts.left_behind IS
    'Rows before the cut that are in a later month, as sequence:hash: a commit may end after one that began later';
--rollback DROP TABLE audit_chain_cuts;

--changeset tenon:tenon_ensure_partitions_moving splitStatements:false
CREATE OR REPLACE FUNCTION tenon_ensure_partitions(months_ahead INT, as_of TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP) RETURNS INT
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '5s' AS
$$
DECLARE
    parent RECORD;
    month_start TIMESTAMP;
    first_month TIMESTAMP := date_trunc('month', as_of AT TIME ZONE 'UTC') - INTERVAL '1 month';
    last_month TIMESTAMP := date_trunc('month', as_of AT TIME ZONE 'UTC') + make_interval(months => months_ahead);
    lower_bound TIMESTAMPTZ;
    upper_bound TIMESTAMPTZ;
    partition_name TEXT;
    default_name TEXT;
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
        default_name := parent.table_name || '_default';
        -- The months from the one before as_of on, and every earlier one that the default partition has caught rows of.
        FOR month_start IN EXECUTE format(
            'SELECT m FROM generate_series($1, $2, INTERVAL ''1 month'') AS m
             UNION
             SELECT date_trunc(''month'', %I AT TIME ZONE ''UTC'') FROM %I.%I WHERE %I < $3
             ORDER BY 1',
            parent.time_column, parent.schema_name, default_name, parent.time_column)
            USING first_month, last_month, (last_month + INTERVAL '1 month') AT TIME ZONE 'UTC'
        LOOP
            lower_bound := month_start AT TIME ZONE 'UTC';
            upper_bound := (month_start + INTERVAL '1 month') AT TIME ZONE 'UTC';
            partition_name := format('%s_%s', parent.table_name, to_char(month_start, 'YYYY_MM'));
            IF to_regclass(format('%I.%I', parent.schema_name, partition_name)) IS NOT NULL THEN
                CONTINUE;
            END IF;
            EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I WHERE %I >= $1 AND %I < $2)',
                           parent.schema_name, default_name, parent.time_column, parent.time_column)
                INTO occupied USING lower_bound, upper_bound;
            IF occupied THEN
                -- Rows move from one partition to another only while the default one is none: so its trigger, which lets
                -- nobody delete audit rows, is not in the way, and nobody reads or writes in between.
                EXECUTE format('ALTER TABLE %I.%I DETACH PARTITION %I.%I',
                               parent.schema_name, parent.table_name, parent.schema_name, default_name);
            END IF;
            -- Made beside the parent and then attached: readers and writers of the parent wait only for the attaching.
            EXECUTE format('CREATE TABLE %I.%I (LIKE %I.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
                           parent.schema_name, partition_name, parent.schema_name, parent.table_name);
            IF occupied THEN
                EXECUTE format('WITH moved AS (DELETE FROM %I.%I WHERE %I >= $1 AND %I < $2 RETURNING *)
                                INSERT INTO %I.%I SELECT * FROM moved',
                               parent.schema_name, default_name, parent.time_column, parent.time_column,
                               parent.schema_name, partition_name)
                    USING lower_bound, upper_bound;
            END IF;
            EXECUTE format('ALTER TABLE %I.%I ATTACH PARTITION %I.%I FOR VALUES FROM (%L) TO (%L)',
                           parent.schema_name, parent.table_name, parent.schema_name, partition_name,
                           lower_bound, upper_bound);
            IF occupied THEN
                EXECUTE format('ALTER TABLE %I.%I ATTACH PARTITION %I.%I DEFAULT',
                               parent.schema_name, parent.table_name, parent.schema_name, default_name);
            END IF;
            created := created + 1;
        END LOOP;
    END LOOP;
    RETURN created;
END
$$;
--rollback SELECT 1;

--changeset tenon:tenon_drop_months splitStatements:false
CREATE FUNCTION tenon_drop_months(parent_table TEXT, older_than TIMESTAMPTZ, as_of TIMESTAMPTZ) RETURNS TEXT[]
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '3s' AS
$$
DECLARE
    parent RECORD;
    old_partition RECORD;
    first_month_kept TIMESTAMP := date_trunc('month', older_than AT TIME ZONE 'UTC');
    dropped TEXT[] := '{}';
BEGIN
    IF older_than IS NULL OR as_of IS NULL THEN
        RAISE EXCEPTION 'older_than or as_of is missing' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- The caller's clock decides, but only where tests move time may it be far ahead of this one: nobody drops the trail
    -- by pretending that it is old.
    IF as_of > CURRENT_TIMESTAMP + INTERVAL '1 day' AND NOT EXISTS (SELECT 1 FROM test_clock) THEN
        RAISE EXCEPTION 'as_of lies in the future' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF first_month_kept > date_trunc('month', as_of AT TIME ZONE 'UTC') - INTERVAL '1 month' THEN
        RAISE EXCEPTION 'The present month and the one before it are always kept'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT n.nspname AS schema_name, c.oid AS id, c.relname AS table_name
      INTO parent
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.oid = to_regclass(parent_table) AND c.relkind = 'p' AND c.relpersistence = 'p'
       AND c.relname IN ('audit_logs', 'usage_logs', 'api_usage_logs', 'login_history');
    IF NOT FOUND THEN
        RAISE EXCEPTION '% is not kept by the month', parent_table USING ERRCODE = 'invalid_parameter_value';
    END IF;
    FOR old_partition IN
        SELECT n.nspname AS schema_name, c.relname AS table_name, right(c.relname, 7) AS month
          FROM pg_inherits i
          JOIN pg_class c ON c.oid = i.inhrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE i.inhparent = parent.id
           AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
           AND right(c.relname, 7) < to_char(first_month_kept, 'YYYY_MM')
         ORDER BY c.relname
    LOOP
        BEGIN
            IF parent.table_name = 'audit_logs' THEN
                EXECUTE format('
                    INSERT INTO audit_chain_cuts AS c (chain, sequence, hash, left_behind, cut_at)
                    SELECT last.chain, last.sequence, last.hash,
                           ARRAY(SELECT a.sequence || '':'' || a.hash
                                 FROM audit_logs a
                                 WHERE a.chain = last.chain AND a.sequence < last.sequence AND a.tableoid <> %L::regclass
                                 ORDER BY a.sequence),
                           $1
                    FROM (SELECT DISTINCT ON (p.chain) p.chain, p.sequence, p.hash
                          FROM %I.%I p
                          ORDER BY p.chain, p.sequence DESC) AS last
                    ON CONFLICT (chain) DO UPDATE
                    SET sequence = excluded.sequence, hash = excluded.hash, left_behind = excluded.left_behind,
                        cut_at = excluded.cut_at
                    WHERE excluded.sequence > c.sequence',
                    format('%I.%I', old_partition.schema_name, old_partition.table_name),
                    old_partition.schema_name, old_partition.table_name)
                    USING as_of;
            END IF;
            EXECUTE format('DROP TABLE %I.%I', old_partition.schema_name, old_partition.table_name);
            IF parent.table_name = 'audit_logs' THEN
                -- A row of an earlier month that was left behind until now went with this one.
                UPDATE audit_chain_cuts c
                SET left_behind = ARRAY(SELECT a.sequence || ':' || a.hash
                                        FROM audit_logs a
                                        WHERE a.chain = c.chain AND a.sequence < c.sequence
                                        ORDER BY a.sequence)
                WHERE cardinality(c.left_behind) > 0;
            END IF;
            dropped := dropped || replace(old_partition.month, '_', '-');
        EXCEPTION WHEN lock_not_available THEN
            -- Somebody reads the table for long. Whoever writes must not wait behind us: the next run drops the rest.
            RETURN dropped;
        END;
    END LOOP;
    RETURN dropped;
END
$$;

REVOKE EXECUTE ON FUNCTION tenon_drop_months(TEXT, TIMESTAMPTZ, TIMESTAMPTZ) FROM PUBLIC;

COMMENT ON FUNCTION tenon_drop_months(TEXT, TIMESTAMPTZ, TIMESTAMPTZ) IS
    'Retention: drops the months of a table that ended before the month of older_than, noting where it cuts each chain; returns them';
--rollback DROP FUNCTION tenon_drop_months(TEXT, TIMESTAMPTZ, TIMESTAMPTZ);
