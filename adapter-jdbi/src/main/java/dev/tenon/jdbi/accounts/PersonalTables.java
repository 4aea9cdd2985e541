package dev.tenon.jdbi.accounts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How each table names people: in one place, so that a person can be told and erased as a whole. {@code :person} is the
 * account's id, {@code :email} its address, {@code :label} how the audit trail calls it,
 * {@code :nobody} the address that takes the place of theirs, {@code :now} the commit's instant.
 */
final class PersonalTables {

    /**
     * One table.
     *
     * @param rows which rows are about the person
     * @param secrets columns of which nobody is told more than whether they are filled
     * @param erasing what takes the person out, in this order
     */
    record PersonalRows(String table, String rows, Set<String> secrets, List<String> erasing) {

        private static PersonalRows of(String table, String rows, Set<String> secrets, String... erasing) {
            return new PersonalRows(table, rows, secrets, List.of(erasing));
        }

        /** A table whose rows about the person go. */
        private static PersonalRows deleted(String table, String rows, String... secrets) {
            return of(table, rows, Set.of(secrets), "DELETE FROM " + table + " WHERE " + rows);
        }

        /** A table whose rows stay as they are: they name the account's id alone. */
        private static PersonalRows kept(String table, String rows) {
            return of(table, rows, Set.of());
        }
    }

    private static final String MINE = "user_id = :person";

    private static final Map<String, PersonalRows> TABLES = Stream.of(
                    PersonalRows.of("users", "id = :person", Set.of("password_hash"), """
                            UPDATE users
                            SET email = :nobody, password_hash = '!', user_name = NULL,
                                first_name = NULL, last_name = NULL, status = 'erased', is_email_verified = FALSE,
                                last_login_at = NULL, updated_at = :now, revision = revision + 1
                            WHERE id = :person"""),
                    PersonalRows.deleted("user_settings", MINE),
                    PersonalRows.deleted("one_time_tokens", MINE, "token_hash"),
                    PersonalRows.deleted("sessions", "user_id = :person OR impersonator_id = :person", "token"),
                    PersonalRows.deleted("login_history", MINE, "email_hash"),
                    PersonalRows.deleted("user_social_logins", MINE, "access_token", "refresh_token"),
                    PersonalRows.deleted("second_factors", MINE, "sealed_secret"),
                    PersonalRows.deleted("recovery_codes", MINE, "code_hash"),
                    PersonalRows.deleted("passkeys", MINE, "public_key"),
                    PersonalRows.deleted("ceremonies", MINE, "token_hash", "sealed_state"),
                    PersonalRows.deleted(
                            "social_states", MINE, "state_digest", "binding_digest", "nonce", "sealed_verifier"),
                    PersonalRows.of(
                            "user_roles",
                            MINE,
                            Set.of(),
                            "DELETE FROM user_roles WHERE user_id = :person",
                            "UPDATE user_roles SET assigned_by = NULL WHERE assigned_by = :person"),
                    PersonalRows.of(
                            "role_permissions",
                            "assigned_by = :person",
                            Set.of(),
                            "UPDATE role_permissions SET assigned_by = NULL WHERE assigned_by = :person"),
                    PersonalRows.of("subscriptions", MINE, Set.of(), """
                            UPDATE subscriptions
                            SET status = 'canceled', canceled_at = :now, end_date = GREATEST(start_date, :now::date),
                                pending_plan_id = NULL, paused_at = NULL, pause_reason = NULL, due_at = NULL,
                                updated_at = :now, revision = revision + 1
                            WHERE user_id = :person AND organization_id IS NULL
                              AND status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')"""),
                    PersonalRows.of(
                            "entitlement_overrides",
                            "user_id = :person OR made_by = :person",
                            Set.of(),
                            "DELETE FROM entitlement_overrides WHERE user_id = :person",
                            "UPDATE entitlement_overrides SET made_by = NULL WHERE made_by = :person"),
                    PersonalRows.of("trial_periods", MINE, Set.of("email_hash")),
                    PersonalRows.kept("billing", MINE),
                    PersonalRows.of("payment_methods", MINE, Set.of("reference"), """
                            UPDATE payment_methods
                            SET user_id = NULL, label = '', is_default = FALSE, removed_at = :now, forget_at = :now
                            WHERE user_id = :person"""),
                    PersonalRows.of("uploads", MINE, Set.of(), """
                            WITH gone AS (
                                DELETE FROM upload_parts
                                WHERE upload_id IN (SELECT id FROM uploads WHERE user_id = :person)
                                RETURNING file_path)
                            INSERT INTO blob_deletions (blob_key, requested_at, next_attempt_at)
                            SELECT file_path, :now, :now FROM gone
                            ON CONFLICT (blob_key) DO NOTHING""", "DELETE FROM uploads WHERE user_id = :person"),
                    PersonalRows.of(
                            "storage_quotas",
                            MINE,
                            Set.of(),
                            // Holds before their quota, as everywhere.
                            """
                            WITH gone AS (
                                DELETE FROM storage_holds
                                WHERE quota_id IN (SELECT id FROM storage_quotas WHERE user_id = :person)
                                RETURNING blob_key)
                            INSERT INTO blob_deletions (blob_key, requested_at, next_attempt_at)
                            SELECT blob_key, :now, :now FROM gone
                            ON CONFLICT (blob_key) DO NOTHING""",
                            "DELETE FROM storage_quotas WHERE user_id = :person"),
                    PersonalRows.of(
                            "documents",
                            MINE,
                            Set.of("file_path"),
                            """
                            INSERT INTO blob_deletions (blob_key, requested_at, next_attempt_at)
                            SELECT v.file_path, :now, :now
                            FROM document_versions v
                            JOIN documents d ON d.id = v.document_id
                            WHERE d.user_id = :person AND d.organization_id IS NULL
                            ON CONFLICT (blob_key) DO NOTHING""",
                            "DELETE FROM documents WHERE user_id = :person AND organization_id IS NULL"),
                    PersonalRows.of(
                            "document_versions",
                            "uploaded_by = :person",
                            Set.of("file_path"),
                            "UPDATE document_versions SET uploaded_by = NULL WHERE uploaded_by = :person"),
                    PersonalRows.of(
                            "document_sharing",
                            "shared_with_user_id = :person OR shared_with_email = :email OR granted_by = :person",
                            Set.of(),
                            "DELETE FROM document_sharing WHERE shared_with_user_id = :person OR shared_with_email = :email",
                            "UPDATE document_sharing SET granted_by = NULL WHERE granted_by = :person"),
                    PersonalRows.deleted("share_links", MINE, "token_hash", "password_hash"),
                    PersonalRows.deleted("import_rows", MINE),
                    PersonalRows.deleted("notifications", MINE),
                    PersonalRows.deleted("notification_receipts", MINE),
                    PersonalRows.deleted("notification_digest_items", MINE),
                    PersonalRows.deleted("notification_digests", MINE),
                    PersonalRows.deleted("email_queue", "user_id = :person OR recipient = :email", "body"),
                    PersonalRows.kept(
                            "audit_logs",
                            "user_id = :person OR impersonator_id = :person OR record_id = :person::text"),
                    PersonalRows.deleted("usage_logs", MINE),
                    PersonalRows.deleted("usage_event_keys", MINE),
                    PersonalRows.deleted(
                            "idempotency_keys", "caller = :label OR starts_with(caller, :label || ' ')", "answer"),
                    // Handed over already: whoever erases ends each membership, and with it who owns what.
                    PersonalRows.kept("organizations", "owner_user_id = :person"),
                    PersonalRows.deleted("organization_members", MINE),
                    PersonalRows.of(
                            "invitations",
                            "lower(email) = :email OR accepted_by = :person OR invited_by = :person",
                            Set.of("token_hash"),
                            "DELETE FROM invitations WHERE lower(email) = :email OR accepted_by = :person",
                            "UPDATE invitations SET invited_by = NULL WHERE invited_by = :person"),
                    PersonalRows.of(
                            "invitation_mails",
                            "invited_by = :person",
                            Set.of("address_digest"),
                            "UPDATE invitation_mails SET invited_by = NULL WHERE invited_by = :person"),
                    PersonalRows.deleted("api_usage_logs", MINE),
                    PersonalRows.of(
                            "api_keys",
                            MINE,
                            Set.of("api_key"),
                            "DELETE FROM api_keys WHERE user_id = :person",
                            "UPDATE api_keys SET created_by = NULL WHERE created_by = :person"),
                    PersonalRows.of(
                            "webhook_endpoints",
                            "created_by = :person",
                            Set.of("secret", "previous_secret"),
                            "UPDATE webhook_endpoints SET created_by = NULL WHERE created_by = :person"),
                    PersonalRows.of(
                            "support_tickets",
                            // What others asked whoever answers is no personal data of the latter.
                            MINE,
                            Set.of(),
                            "DELETE FROM support_tickets WHERE user_id = :person",
                            "UPDATE support_tickets SET assignee_id = NULL WHERE assignee_id = :person"),
                    PersonalRows.of(
                            "support_ticket_messages",
                            "NOT is_internal AND (author_id = :person"
                                    + " OR ticket_id IN (SELECT id FROM support_tickets WHERE user_id = :person))",
                            Set.of(),
                            "UPDATE support_ticket_messages SET author_id = NULL WHERE author_id = :person"))
            .collect(Collectors.toUnmodifiableMap(PersonalRows::table, Function.identity()));

    private PersonalTables() {}

    /** How this table names people. */
    static PersonalRows of(String table) {
        PersonalRows known = TABLES.get(table);
        if (known == null) {
            throw new IllegalArgumentException("Nobody said how the table " + table + " names people");
        }
        return known;
    }
}
