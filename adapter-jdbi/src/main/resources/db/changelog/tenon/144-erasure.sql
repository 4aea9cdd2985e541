--liquibase formatted sql logicalFilePath:db/changelog/tenon/144-erasure.sql

--changeset tenon:users_erased_is_final splitStatements:false
CREATE FUNCTION tenon_refuse_erased_change() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION 'An erased account is never changed'
        USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'users_erased_is_final';
END
$$;

CREATE TRIGGER users_erased_is_final
    BEFORE UPDATE ON users
    FOR EACH ROW WHEN (OLD.status = 'erased') EXECUTE FUNCTION tenon_refuse_erased_change();

COMMENT ON FUNCTION tenon_refuse_erased_change() IS 'Nothing comes back to the row that an erased person leaves';
--rollback DROP TRIGGER users_erased_is_final ON users;
--rollback DROP FUNCTION tenon_refuse_erased_change();

--changeset tenon:rows_of_the_erased splitStatements:false
CREATE FUNCTION tenon_refuse_rows_of_the_erased() RETURNS trigger
    LANGUAGE plpgsql AS
$$
DECLARE
    owner_status TEXT;
BEGIN
    -- The lock is the one that the foreign key takes in a moment anyway: whoever erases is waited for.
    SELECT u.status INTO owner_status FROM users u WHERE u.id = NEW.user_id FOR KEY SHARE;
    IF owner_status = 'erased' THEN
        RAISE EXCEPTION 'The account is erased'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'users_erased_is_final';
    END IF;
    RETURN NEW;
END
$$;

DO
$$
DECLARE
    owned TEXT;
BEGIN
    FOREACH owned IN ARRAY ARRAY['user_settings', 'one_time_tokens', 'sessions', 'login_history', 'user_social_logins',
                                 'user_roles', 'organization_members', 'api_keys', 'api_usage_logs', 'subscriptions',
                                 'trial_periods', 'documents', 'storage_quotas', 'notifications',
                                 'notification_receipts', 'email_queue', 'usage_logs', 'support_tickets']
    LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) '
                       || 'EXECUTE FUNCTION tenon_refuse_rows_of_the_erased()',
                       owned || '_not_of_the_erased', owned);
    END LOOP;
END
$$;

COMMENT ON FUNCTION tenon_refuse_rows_of_the_erased() IS
    'What was under way when a person was erased leaves nothing behind, whichever commits first';
--rollback DROP FUNCTION tenon_refuse_rows_of_the_erased() CASCADE;

--changeset tenon:second_factors_of_the_erased splitStatements:false
DO
$$
DECLARE
    owned TEXT;
BEGIN
    FOREACH owned IN ARRAY ARRAY['second_factors', 'recovery_codes', 'ceremonies', 'social_states']
    LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) '
                       || 'EXECUTE FUNCTION tenon_refuse_rows_of_the_erased()',
                       owned || '_not_of_the_erased', owned);
    END LOOP;
END
$$;
--rollback DROP TRIGGER second_factors_not_of_the_erased ON second_factors;
--rollback DROP TRIGGER recovery_codes_not_of_the_erased ON recovery_codes;
--rollback DROP TRIGGER ceremonies_not_of_the_erased ON ceremonies;
--rollback DROP TRIGGER social_states_not_of_the_erased ON social_states;
