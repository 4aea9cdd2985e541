--liquibase formatted sql logicalFilePath:db/changelog/tenon/090-notifications.sql

--changeset tenon:notifications
CREATE TABLE notifications (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID,
    organization_id UUID,
    message TEXT NOT NULL,
    type VARCHAR(50) NOT NULL DEFAULT 'info',
    channel VARCHAR(50) NOT NULL DEFAULT 'in-app',
    action_url TEXT,
    priority VARCHAR(20) NOT NULL DEFAULT 'low',
    status VARCHAR(50) NOT NULL DEFAULT 'unread',
    expires_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT notifications_pkey PRIMARY KEY (id),
    CONSTRAINT notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT notifications_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT notifications_has_an_audience CHECK (num_nonnulls(user_id, organization_id) >= 1),
    CONSTRAINT notifications_type_format CHECK (type ~ '^[a-z][a-z0-9._-]*$'),
    CONSTRAINT notifications_channel_format CHECK (channel ~ '^[a-z][a-z0-9._-]*$'),
    CONSTRAINT notifications_priority_known CHECK (priority IN ('low', 'medium', 'high')),
    CONSTRAINT notifications_status_known CHECK (status IN ('unread', 'read'))
);

CREATE INDEX notifications_user_id_idx ON notifications (user_id, created_at DESC, id DESC);
CREATE INDEX notifications_organization_id_idx ON notifications (organization_id, created_at DESC, id DESC);
CREATE INDEX notifications_unread_idx ON notifications (user_id, created_at DESC, id DESC) WHERE status = 'unread';
CREATE INDEX notifications_expires_at_idx ON notifications (expires_at) WHERE expires_at IS NOT NULL;

COMMENT ON TABLE notifications IS 'Messages to one person, or to all members of an organization when user_id is NULL';
COMMENT ON COLUMN notifications.status IS 'Of a message to one person; who has read one to an organization stands in notification_receipts';
--rollback DROP TABLE notifications;

--changeset tenon:notification_receipts
CREATE TABLE notification_receipts (
    notification_id UUID NOT NULL,
    user_id UUID NOT NULL,
    read_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT notification_receipts_pkey PRIMARY KEY (notification_id, user_id),
    CONSTRAINT notification_receipts_notification_id_fkey FOREIGN KEY (notification_id)
        REFERENCES notifications (id) ON DELETE CASCADE,
    CONSTRAINT notification_receipts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX notification_receipts_user_id_idx ON notification_receipts (user_id);

COMMENT ON TABLE notification_receipts IS 'Who has read a message to an organization';
--rollback DROP TABLE notification_receipts;

--changeset tenon:email_queue
CREATE TABLE email_queue (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID,
    recipient VARCHAR(255) NOT NULL,
    email_type VARCHAR(50) NOT NULL,
    subject VARCHAR(255) NOT NULL,
    body TEXT,
    status VARCHAR(50) NOT NULL DEFAULT 'pending',
    priority SMALLINT NOT NULL DEFAULT 5,
    attempts INT NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    locked_by TEXT,
    lease_until TIMESTAMPTZ,
    message_id TEXT NOT NULL,
    dedupe_key TEXT,
    last_error TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    sent_at TIMESTAMPTZ,
    CONSTRAINT email_queue_pkey PRIMARY KEY (id),
    CONSTRAINT email_queue_message_id_key UNIQUE (message_id),
    CONSTRAINT email_queue_dedupe_key_key UNIQUE (dedupe_key),
    CONSTRAINT email_queue_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT email_queue_status_known CHECK (status IN ('pending', 'sending', 'sent', 'failed', 'dead')),
    CONSTRAINT email_queue_one_line_headers
        CHECK (recipient !~ '[[:cntrl:]]' AND subject !~ '[[:cntrl:]]' AND message_id !~ '[[:cntrl:]]'),
    CONSTRAINT email_queue_attempts_counted CHECK (attempts >= 0),
    CONSTRAINT email_queue_lease_is_whole CHECK ((locked_by IS NULL) = (lease_until IS NULL)),
    CONSTRAINT email_queue_sent_has_time CHECK ((status = 'sent') = (sent_at IS NOT NULL)),
    CONSTRAINT email_queue_sent_has_no_body CHECK (status <> 'sent' OR body IS NULL)
) WITH (fillfactor = 80);

CREATE INDEX email_queue_claim_idx ON email_queue (next_attempt_at, id) WHERE status IN ('pending', 'sending', 'failed');
CREATE INDEX email_queue_dead_idx ON email_queue (created_at DESC, id DESC) WHERE status = 'dead';
CREATE INDEX email_queue_user_id_idx ON email_queue (user_id, created_at DESC, id DESC);
CREATE INDEX email_queue_created_at_idx ON email_queue (created_at DESC, id DESC);

COMMENT ON TABLE email_queue IS 'Outgoing mail, written in the commit that causes it and sent by workers';
COMMENT ON COLUMN email_queue.recipient IS 'Address; who is invited has no row in users yet';
COMMENT ON COLUMN email_queue.body IS 'Sealed text, for it may hold a token; removed when the mail is sent';
COMMENT ON COLUMN email_queue.priority IS 'Smaller goes first';
COMMENT ON COLUMN email_queue.attempts IS 'Also the fence: a worker completes only the attempt that it claimed';
COMMENT ON COLUMN email_queue.message_id IS 'The Message-ID header, the same in every try';
COMMENT ON COLUMN email_queue.dedupe_key IS 'At most one mail per key; NULL: no such promise';
--rollback DROP TABLE email_queue;
