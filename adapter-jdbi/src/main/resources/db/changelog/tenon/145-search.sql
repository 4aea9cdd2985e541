--liquibase formatted sql logicalFilePath:db/changelog/tenon/145-search.sql

--changeset tenon:pg_trgm splitStatements:false
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
        RAISE EXCEPTION 'The search for accounts needs the extension pg_trgm, which cannot be created here (%). Let a superuser run CREATE EXTENSION pg_trgm in this database, after installing postgresql-contrib if it is missing; then migrate again.', SQLERRM
            USING ERRCODE = SQLSTATE;
END $$;
--rollback SELECT 'pg_trgm stays: others may use it' AS note;

--changeset tenon:users_search splitStatements:false
-- The extension may live in a schema that is not searched. What the index is over must stay word for word what
-- JdbiAccountStore searches.
DO $$
BEGIN
    EXECUTE format(
        'CREATE INDEX users_search_idx ON users USING gin ('
        || 'lower(chr(10) || email || chr(10) || coalesce(user_name, '''') || chr(10) || coalesce(first_name, '''')'
        || ' || chr(10) || coalesce(last_name, '''')) %I.gin_trgm_ops) WITH (fastupdate = on)',
        (SELECT n.nspname
         FROM pg_extension e
         JOIN pg_namespace n ON n.oid = e.extnamespace
         WHERE e.extname = 'pg_trgm'));
END $$;
--rollback DROP INDEX users_search_idx;

--changeset tenon:users_last_active
CREATE INDEX users_last_active_idx ON users ((coalesce(last_login_at, created_at)), id);
--rollback DROP INDEX users_last_active_idx;
