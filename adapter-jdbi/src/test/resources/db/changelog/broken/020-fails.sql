--liquibase formatted sql logicalFilePath:db/changelog/broken/020-fails.sql

--changeset tenon:needs_a_table
CREATE TABLE half_way (id INT);
INSERT INTO not_there (id) VALUES (1);
--rollback DROP TABLE half_way;
