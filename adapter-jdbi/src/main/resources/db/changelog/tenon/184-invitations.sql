--liquibase formatted sql logicalFilePath:db/changelog/tenon/184-invitations.sql

--changeset tenon:invitation_mails
CREATE TABLE invitation_mails (
    id BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY,
    address_digest TEXT NOT NULL,
    organization_id UUID NOT NULL,
    invited_by UUID,
    sent_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT invitation_mails_pkey PRIMARY KEY (id)
);

CREATE INDEX invitation_mails_address_idx ON invitation_mails (address_digest, sent_at DESC);
CREATE INDEX invitation_mails_organization_idx ON invitation_mails (organization_id, sent_at DESC);
CREATE INDEX invitation_mails_invited_by_idx ON invitation_mails (invited_by, sent_at DESC);
CREATE INDEX invitation_mails_sent_at_idx ON invitation_mails (sent_at);

CREATE TRIGGER invitation_mails_not_by_the_erased
    BEFORE INSERT ON invitation_mails
    FOR EACH ROW WHEN (NEW.invited_by IS NOT NULL) EXECUTE FUNCTION tenon_forget_erased_inviter();

COMMENT ON TABLE invitation_mails IS
    'Mails of invitations that went out within a day, to bound them: without foreign keys, so that nothing that is deleted makes room for more';
COMMENT ON COLUMN invitation_mails.address_digest IS 'The address, as a pseudonym that only the installation can make';
--rollback DROP TABLE invitation_mails;

--changeset tenon:invitations_over
CREATE INDEX invitations_over_idx ON invitations (expires_at) WHERE status <> 'pending';
--rollback DROP INDEX invitations_over_idx;

--changeset tenon:invitations_pending_by
CREATE INDEX invitations_pending_by_idx ON invitations (invited_by) WHERE status = 'pending';
--rollback DROP INDEX invitations_pending_by_idx;

--changeset tenon:invitations_sent_at_is_not_searched
DROP INDEX invitations_sent_at_idx;
--rollback CREATE INDEX invitations_sent_at_idx ON invitations (lower(email), sent_at DESC);

--changeset tenon:notifications_on_an_occasion
ALTER TABLE notifications ADD COLUMN occasion TEXT;
CREATE INDEX notifications_occasion_idx ON notifications (occasion) WHERE occasion IS NOT NULL;
COMMENT ON COLUMN notifications.occasion IS 'A name for what it is about, by which it is taken back when that is over; NULL if it never is';
--rollback DROP INDEX notifications_occasion_idx;
--rollback ALTER TABLE notifications DROP COLUMN occasion;

--changeset tenon:rows_of_deleted_organizations splitStatements:false
CREATE FUNCTION tenon_refuse_rows_of_deleted_organizations() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    -- The lock is the one that the foreign key takes in a moment anyway: whoever deletes holds a stronger one, and is waited for.
    PERFORM 1 FROM organizations o WHERE o.id = NEW.organization_id AND o.deleted_at IS NULL FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'There is no such organization any more'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'organizations_deleted_is_final';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER subscriptions_not_of_the_deleted
    BEFORE INSERT ON subscriptions
    FOR EACH ROW WHEN (NEW.organization_id IS NOT NULL) EXECUTE FUNCTION tenon_refuse_rows_of_deleted_organizations();
CREATE TRIGGER billing_not_of_the_deleted
    BEFORE INSERT ON billing
    FOR EACH ROW WHEN (NEW.organization_id IS NOT NULL) EXECUTE FUNCTION tenon_refuse_rows_of_deleted_organizations();
CREATE TRIGGER documents_not_of_the_deleted
    BEFORE INSERT ON documents
    FOR EACH ROW WHEN (NEW.organization_id IS NOT NULL) EXECUTE FUNCTION tenon_refuse_rows_of_deleted_organizations();

COMMENT ON FUNCTION tenon_refuse_rows_of_deleted_organizations() IS
    'What would stand in the way of deleting an organization comes before that, or not at all';
--rollback DROP TRIGGER documents_not_of_the_deleted ON documents;
--rollback DROP TRIGGER billing_not_of_the_deleted ON billing;
--rollback DROP TRIGGER subscriptions_not_of_the_deleted ON subscriptions;
--rollback DROP FUNCTION tenon_refuse_rows_of_deleted_organizations();
