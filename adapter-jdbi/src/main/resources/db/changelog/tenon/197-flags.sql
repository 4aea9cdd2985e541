--liquibase formatted sql logicalFilePath:db/changelog/tenon/197-flags.sql

--changeset tenon:feature_flags_rules
ALTER TABLE feature_flags
    ADD COLUMN type VARCHAR(20) NOT NULL DEFAULT 'release',
    ADD COLUMN environments TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN enabled_from TIMESTAMPTZ,
    ADD COLUMN enabled_until TIMESTAMPTZ,
    ADD COLUMN is_stale BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN impression_data BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN last_seen_at TIMESTAMPTZ,
    ADD CONSTRAINT feature_flags_type_known
        CHECK (type IN ('release', 'experiment', 'operational', 'kill-switch', 'permission')),
    ADD CONSTRAINT feature_flags_schedule_order CHECK (enabled_from < enabled_until);

CREATE INDEX feature_flags_created_at_idx ON feature_flags (created_at, id);

COMMENT ON COLUMN feature_flags.environments IS 'Where it can be on; empty for everywhere';
COMMENT ON COLUMN feature_flags.enabled_from IS 'When it can be on; NULL for always';
COMMENT ON COLUMN feature_flags.enabled_until IS 'Until when it can be on, exclusively; NULL for ever';
COMMENT ON COLUMN feature_flags.is_stale IS 'Somebody marked it as done with';
COMMENT ON COLUMN feature_flags.impression_data IS 'SDKs are to report each time that it is asked for';
COMMENT ON COLUMN feature_flags.last_seen_at IS 'When a program last told that it had asked for it, to the hour';
--rollback DROP INDEX feature_flags_created_at_idx;
--rollback ALTER TABLE feature_flags DROP CONSTRAINT feature_flags_schedule_order, DROP CONSTRAINT feature_flags_type_known, DROP COLUMN last_seen_at, DROP COLUMN impression_data, DROP COLUMN is_stale, DROP COLUMN enabled_until, DROP COLUMN enabled_from, DROP COLUMN environments, DROP COLUMN type;

--changeset tenon:feature_flag_variants_stickiness
ALTER TABLE feature_flag_variants ALTER COLUMN stickiness DROP NOT NULL, ALTER COLUMN stickiness DROP DEFAULT;
COMMENT ON COLUMN feature_flag_variants.stickiness IS 'The field of the context by which a caller keeps its variant; NULL for what the strategy sticks to';
--rollback UPDATE feature_flag_variants SET stickiness = 'default' WHERE stickiness IS NULL;
--rollback ALTER TABLE feature_flag_variants ALTER COLUMN stickiness SET DEFAULT 'default', ALTER COLUMN stickiness SET NOT NULL;

--changeset tenon:feature_flag_dependencies
CREATE TABLE feature_flag_dependencies (
    feature_flag_id UUID NOT NULL,
    parent_id UUID NOT NULL,
    position INT NOT NULL,
    is_enabled BOOLEAN NOT NULL DEFAULT TRUE,
    variants TEXT[] NOT NULL DEFAULT '{}',
    CONSTRAINT feature_flag_dependencies_pkey PRIMARY KEY (feature_flag_id, parent_id),
    CONSTRAINT feature_flag_dependencies_feature_flag_id_fkey FOREIGN KEY (feature_flag_id)
        REFERENCES feature_flags (id) ON DELETE CASCADE,
    CONSTRAINT feature_flag_dependencies_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES feature_flags (id),
    CONSTRAINT feature_flag_dependencies_other CHECK (parent_id <> feature_flag_id)
);

CREATE INDEX feature_flag_dependencies_parent_id_idx ON feature_flag_dependencies (parent_id);

COMMENT ON TABLE feature_flag_dependencies IS 'Which other flags have to be on, or off, for a flag to be on; one step deep';
--rollback DROP TABLE feature_flag_dependencies;

--changeset tenon:feature_flag_segments
CREATE TABLE feature_flag_segments (
    id UUID NOT NULL,
    name VARCHAR(255) NOT NULL,
    description TEXT,
    constraints JSONB NOT NULL DEFAULT '[]',
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT feature_flag_segments_pkey PRIMARY KEY (id),
    CONSTRAINT feature_flag_segments_name_key UNIQUE (name),
    CONSTRAINT feature_flag_segments_name_format CHECK (name ~ '^[A-Za-z0-9._~-]+$'),
    CONSTRAINT feature_flag_segments_constraints_array CHECK (jsonb_typeof(constraints) = 'array')
);

CREATE INDEX feature_flag_segments_created_at_idx ON feature_flag_segments (created_at, id);

COMMENT ON TABLE feature_flag_segments IS 'Constraints under a name, which strategies of several flags share';
--rollback DROP TABLE feature_flag_segments;

--changeset tenon:feature_flag_strategy_segments
CREATE TABLE feature_flag_strategy_segments (
    strategy_id UUID NOT NULL,
    segment_id UUID NOT NULL,
    position INT NOT NULL,
    CONSTRAINT feature_flag_strategy_segments_pkey PRIMARY KEY (strategy_id, segment_id),
    CONSTRAINT feature_flag_strategy_segments_strategy_id_fkey FOREIGN KEY (strategy_id)
        REFERENCES feature_flag_strategies (id) ON DELETE CASCADE,
    CONSTRAINT feature_flag_strategy_segments_segment_id_fkey FOREIGN KEY (segment_id)
        REFERENCES feature_flag_segments (id)
);

CREATE INDEX feature_flag_strategy_segments_segment_id_idx ON feature_flag_strategy_segments (segment_id);

COMMENT ON TABLE feature_flag_strategy_segments IS 'Which segments have to hold for a strategy; one that is named cannot be deleted';
--rollback DROP TABLE feature_flag_strategy_segments;

--changeset tenon:feature_flag_version
CREATE TABLE feature_flag_version (
    only_row BOOLEAN NOT NULL DEFAULT TRUE,
    version BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT feature_flag_version_pkey PRIMARY KEY (only_row),
    CONSTRAINT feature_flag_version_one CHECK (only_row)
);

INSERT INTO feature_flag_version (version) VALUES (0);

COMMENT ON TABLE feature_flag_version IS 'One row: rises with each change of flags or segments, which are made one after the other';
--rollback DROP TABLE feature_flag_version;
