--liquibase formatted sql logicalFilePath:db/changelog/tenon/177-notifications.sql

--changeset tenon:notification_topics
ALTER TABLE notifications
    ADD COLUMN topic VARCHAR(50) NOT NULL DEFAULT 'general',
    ADD COLUMN priority_rank SMALLINT NOT NULL
        GENERATED ALWAYS AS (CASE priority WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END) STORED,
    ADD COLUMN stream_position BIGINT,
    ADD COLUMN mail_waits BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN mailed_through UUID,
    ADD CONSTRAINT notifications_topic_format CHECK (topic ~ '^[a-z][a-z0-9-]*$'),
    ADD CONSTRAINT notifications_stream_position_key UNIQUE (stream_position);

CREATE INDEX notifications_priority_idx ON notifications (user_id, priority_rank DESC, created_at DESC, id DESC);
CREATE INDEX notifications_members_idx ON notifications (organization_id, created_at DESC, id DESC)
    WHERE user_id IS NULL;
CREATE INDEX notifications_members_priority_idx
    ON notifications (organization_id, priority_rank DESC, created_at DESC, id DESC) WHERE user_id IS NULL;
CREATE INDEX notifications_user_stream_idx ON notifications (user_id, stream_position);
CREATE INDEX notifications_members_stream_idx ON notifications (organization_id, stream_position) WHERE user_id IS NULL;
CREATE INDEX notifications_not_in_stream_idx ON notifications (created_at, id) WHERE stream_position IS NULL;
CREATE INDEX notifications_mail_waits_idx ON notifications (created_at, id) WHERE mail_waits;
CREATE INDEX notifications_created_at_idx ON notifications (created_at);

COMMENT ON COLUMN notifications.topic IS 'What it is about: a word; security, organization, billing, documents and general are known, others are free';
COMMENT ON COLUMN notifications.priority_rank IS 'The order of priority: high 3, medium 2, low 1';
COMMENT ON COLUMN notifications.stream_position IS
    'Its place in the live stream, given after the commit that made it, so that places become visible in their order; NULL until then';
COMMENT ON COLUMN notifications.mail_waits IS 'Whether mails are still to be queued for some it is for';
COMMENT ON COLUMN notifications.mailed_through IS 'The last account, by id, whose mail was decided on; NULL for none yet';
--rollback DROP INDEX notifications_created_at_idx, notifications_mail_waits_idx, notifications_not_in_stream_idx, notifications_members_stream_idx, notifications_user_stream_idx, notifications_members_priority_idx, notifications_members_idx, notifications_priority_idx;
--rollback ALTER TABLE notifications DROP COLUMN mailed_through, DROP COLUMN mail_waits, DROP COLUMN stream_position, DROP COLUMN priority_rank, DROP COLUMN topic;

--changeset tenon:notification_stream
CREATE TABLE notification_stream (
    id SMALLINT NOT NULL DEFAULT 1,
    last_position BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT notification_stream_pkey PRIMARY KEY (id),
    CONSTRAINT notification_stream_one_row CHECK (id = 1)
);

INSERT INTO notification_stream (id, last_position) VALUES (1, 0);

COMMENT ON TABLE notification_stream IS 'The one row that whoever gives places in the live stream locks';
COMMENT ON COLUMN notification_stream.last_position IS 'The last place that was given';
--rollback DROP TABLE notification_stream;

--changeset tenon:notification_digests
CREATE TABLE notification_digests (
    user_id UUID NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    closes_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT notification_digests_pkey PRIMARY KEY (user_id),
    CONSTRAINT notification_digests_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT notification_digests_closes_later CHECK (closes_at >= opened_at)
);

CREATE INDEX notification_digests_closes_at_idx ON notification_digests (closes_at);

CREATE TABLE notification_digest_items (
    user_id UUID NOT NULL,
    notification_id UUID NOT NULL,
    CONSTRAINT notification_digest_items_pkey PRIMARY KEY (user_id, notification_id),
    CONSTRAINT notification_digest_items_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES notification_digests (user_id) ON DELETE CASCADE,
    CONSTRAINT notification_digest_items_notification_id_fkey FOREIGN KEY (notification_id)
        REFERENCES notifications (id) ON DELETE CASCADE
);

CREATE INDEX notification_digest_items_notification_id_idx ON notification_digest_items (notification_id);

CREATE TRIGGER notification_digests_not_of_the_erased BEFORE INSERT ON notification_digests
    FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) EXECUTE FUNCTION tenon_refuse_rows_of_the_erased();

COMMENT ON TABLE notification_digests IS 'Whose notifications are being collected into one mail; the row goes when the mail is queued';
COMMENT ON COLUMN notification_digests.opened_at IS 'When the first of them came';
COMMENT ON COLUMN notification_digests.closes_at IS 'When the mail is queued';
COMMENT ON TABLE notification_digest_items IS 'The notifications that wait for that mail';
--rollback DROP TABLE notification_digest_items;
--rollback DROP TABLE notification_digests;

--changeset tenon:notifications_sent_by_organizations
ALTER TABLE notifications ADD COLUMN sent_by_organization BOOLEAN NOT NULL DEFAULT FALSE;

CREATE INDEX notifications_sent_by_organization_idx ON notifications (organization_id, created_at)
    WHERE sent_by_organization;

COMMENT ON COLUMN notifications.sent_by_organization IS 'Whether somebody sent it in the name of its organization, and it counts so';
--rollback DROP INDEX notifications_sent_by_organization_idx;
--rollback ALTER TABLE notifications DROP COLUMN sent_by_organization;

--changeset tenon:notifications_over
-- An index over the time of making would tempt the planner to look for a person's own among everybody's newest.
DROP INDEX notifications_created_at_idx;
CREATE INDEX notifications_over_idx ON notifications (coalesce(expires_at, created_at));
--rollback DROP INDEX notifications_over_idx;
--rollback CREATE INDEX notifications_created_at_idx ON notifications (created_at);
