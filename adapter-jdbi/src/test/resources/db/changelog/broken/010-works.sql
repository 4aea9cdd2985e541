--liquibase formatted sql logicalFilePath:db/changelog/broken/010-works.sql

--changeset tenon:tenon_schema
CREATE TABLE tenon_schema (
    only_row BOOLEAN PRIMARY KEY DEFAULT TRUE,
    changelog_hash TEXT NOT NULL,
    change_sets INT NOT NULL,
    migrated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
--rollback DROP TABLE tenon_schema;
