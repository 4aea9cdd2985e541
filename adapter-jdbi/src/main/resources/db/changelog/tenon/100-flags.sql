--liquibase formatted sql logicalFilePath:db/changelog/tenon/100-flags.sql

--changeset tenon:feature_flags
CREATE TABLE feature_flags (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    name VARCHAR(255) NOT NULL,
    description TEXT,
    is_enabled BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT feature_flags_pkey PRIMARY KEY (id),
    CONSTRAINT feature_flags_name_key UNIQUE (name),
    CONSTRAINT feature_flags_name_format CHECK (name ~ '^[A-Za-z0-9._~-]+$')
);

COMMENT ON TABLE feature_flags IS 'Switches for what is being rolled out';
COMMENT ON COLUMN feature_flags.is_enabled IS 'The kill switch: FALSE is off for everyone, whatever the strategies say';
--rollback DROP TABLE feature_flags;

--changeset tenon:feature_flag_strategies
CREATE TABLE feature_flag_strategies (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    feature_flag_id UUID NOT NULL,
    position INT NOT NULL,
    name VARCHAR(100) NOT NULL,
    parameters JSONB NOT NULL DEFAULT '{}',
    constraints JSONB NOT NULL DEFAULT '[]',
    is_enabled BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT feature_flag_strategies_pkey PRIMARY KEY (id),
    CONSTRAINT feature_flag_strategies_position_key UNIQUE (feature_flag_id, position),
    CONSTRAINT feature_flag_strategies_feature_flag_id_fkey FOREIGN KEY (feature_flag_id)
        REFERENCES feature_flags (id) ON DELETE CASCADE,
    CONSTRAINT feature_flag_strategies_parameters_object CHECK (jsonb_typeof(parameters) = 'object'),
    CONSTRAINT feature_flag_strategies_constraints_array CHECK (jsonb_typeof(constraints) = 'array')
);

COMMENT ON TABLE feature_flag_strategies IS 'For whom a flag is on: any strategy suffices, all constraints of it must hold; none: on';
--rollback DROP TABLE feature_flag_strategies;

--changeset tenon:feature_flag_variants
CREATE TABLE feature_flag_variants (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    feature_flag_id UUID NOT NULL,
    strategy_id UUID,
    position INT NOT NULL,
    name VARCHAR(100) NOT NULL,
    weight INT NOT NULL,
    stickiness VARCHAR(100) NOT NULL DEFAULT 'default',
    payload JSONB,
    overrides JSONB NOT NULL DEFAULT '[]',
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT feature_flag_variants_pkey PRIMARY KEY (id),
    CONSTRAINT feature_flag_variants_name_key UNIQUE NULLS NOT DISTINCT (feature_flag_id, strategy_id, name),
    CONSTRAINT feature_flag_variants_position_key UNIQUE NULLS NOT DISTINCT (feature_flag_id, strategy_id, position),
    CONSTRAINT feature_flag_variants_feature_flag_id_fkey FOREIGN KEY (feature_flag_id)
        REFERENCES feature_flags (id) ON DELETE CASCADE,
    CONSTRAINT feature_flag_variants_strategy_id_fkey FOREIGN KEY (strategy_id)
        REFERENCES feature_flag_strategies (id) ON DELETE CASCADE,
    CONSTRAINT feature_flag_variants_weight_range CHECK (weight BETWEEN 0 AND 1000),
    CONSTRAINT feature_flag_variants_overrides_array CHECK (jsonb_typeof(overrides) = 'array')
);

CREATE INDEX feature_flag_variants_strategy_id_idx ON feature_flag_variants (strategy_id) WHERE strategy_id IS NOT NULL;

COMMENT ON TABLE feature_flag_variants IS 'What those get for whom a flag is on, by weight; of the flag, or of one strategy';
--rollback DROP TABLE feature_flag_variants;
