package dev.tenon.jdbi.accounts;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.core.TenonCore;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.ErasureBlocker;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.PersonalDataSink;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.PersonalTable.Kept;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.InMemoryBlobStore;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exporting and erasing people on the migrated schema, with rows in every table that can name one. */
class ErasureTest {

    /** The index of the search says nothing that the documents do not say. */
    private static final String MADE_OF_OTHERS = "document_search";

    private static final String CANARY = "canary7f3a";

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private final MovableClock clock = new MovableClock();
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final Actor operator = Actor.operator("root");
    private JdbiStorage storage;
    private Tenon tenon;

    @BeforeEach
    void open() throws SQLException {
        storage = JdbiStorage.of(DATABASE.dataSource());
        tenon = TenonCore.builder()
                .storage(storage)
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .ids(new TimeOrderedIds())
                .secrets(new PlainSecrets())
                .clock(clock)
                .blobStore(blobs)
                .build();
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** The tables in which this text stands in some row. */
    private static Set<String> tablesWith(String text) throws SQLException {
        Set<String> found = new TreeSet<>();
        for (String table : query("""
                SELECT c.relname FROM pg_class c
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                """)) {
            String sql = "SELECT count(*) FROM " + table + " AS t WHERE t::text ILIKE '%" + text + "%'";
            if (!query(sql).equals(List.of("0"))) {
                found.add(table);
            }
        }
        return found;
    }

    private Account registered(String email) {
        String name = email.startsWith(CANARY) ? CANARY : "Ben";
        return tenon.accounts().register(operator, new Registration(email, PASSWORD, name, name, name, true, Set.of()));
    }

    private Actor signIn(Account account) {
        Actor anonymous = Actor.anonymous(new RequestOrigin("request-1", "203.0.113.7", CANARY));
        String token = tenon.sessions()
                .open(anonymous, new Credentials(account.email().value(), PASSWORD))
                .token()
                .text();
        return tenon.sessions().authenticate(anonymous.origin(), token).actor();
    }

    private void upload(Actor person, String name) {
        byte[] content = CANARY.getBytes(StandardCharsets.UTF_8);
        tenon.documents()
                .upload(
                        person,
                        new NewDocument(name, "text/plain", (long) content.length, new ByteArrayInputStream(content)));
    }

    /** Rows in the tables that no use case writes yet, with the canary wherever text goes. */
    private static void fill(Account person, Account other) throws SQLException {
        DATABASE.execute("""
                INSERT INTO user_settings (user_id, setting_key, setting_value)
                VALUES ('%1$s', '%3$s', '{"a": "%3$s"}');
                INSERT INTO one_time_tokens (user_id, purpose, token_hash, target_email, expires_at)
                VALUES ('%1$s', 'verify_email', 'aa%1$s', '%3$s@example.net', now() + INTERVAL '1 day');
                INSERT INTO second_factors (user_id, sealed_secret, created_at) VALUES ('%1$s', '%3$s', now());
                INSERT INTO recovery_codes (user_id, code_hash, created_at) VALUES ('%1$s', '%3$s', now());
                INSERT INTO passkeys (id, user_id, name, site, credential_id, public_key, signature_count, created_at)
                VALUES ('01920000-0000-7000-8000-00000000aa08', '%1$s', '%3$s', 'tenon.example.org', '%3$s', '%3$s', 0, now());
                INSERT INTO ceremonies (id, user_id, purpose, token_hash, sealed_state, created_at, expires_at)
                VALUES ('01920000-0000-7000-8000-00000000aa07', '%1$s', 'second-factor', 'cc%1$s', '%3$s', now(),
                        now() + INTERVAL '5 minutes');
                INSERT INTO user_social_logins
                    (user_id, login_method_id, issuer, provider_user_id, provider_email, access_token, refresh_token)
                SELECT '%1$s', id, 'https://accounts.google.com', '%3$s', '%3$s@example.net', '%3$s', '%3$s' FROM login_methods
                WHERE method_name = 'google';
                INSERT INTO organizations (id, name, slug, owner_user_id)
                VALUES ('01920000-0000-7000-8000-00000000aa01', 'Acme', 'acme', '%1$s');
                INSERT INTO organization_members (organization_id, user_id, role)
                VALUES ('01920000-0000-7000-8000-00000000aa01', '%1$s', 'owner'),
                       ('01920000-0000-7000-8000-00000000aa01', '%2$s', 'owner');
                INSERT INTO invitations (id, organization_id, email, token_hash, invited_by, expires_at)
                VALUES ('01920000-0000-7000-8000-00000000aa0b', '01920000-0000-7000-8000-00000000aa01',
                        '%3$s@example.org', 'bb1', '%2$s', now() + INTERVAL '1 day'),
                       ('01920000-0000-7000-8000-00000000aa0c', '01920000-0000-7000-8000-00000000aa01',
                        'ben@example.org', 'bb2', '%1$s', now() + INTERVAL '1 day');
                INSERT INTO invitation_mails (address_digest, organization_id, invited_by, sent_at)
                VALUES ('a keyed hash', '01920000-0000-7000-8000-00000000aa01', '%1$s', now());
                INSERT INTO user_roles (user_id, role_id, assigned_by)
                SELECT '%2$s', role_id, '%1$s' FROM roles WHERE role_name = 'support';
                UPDATE role_permissions SET assigned_by = '%1$s';
                INSERT INTO api_keys (id, user_id, api_key, key_prefix, last_four, name)
                VALUES ('01920000-0000-7000-8000-00000000aa02', '%1$s', repeat('a', 64), 'tnk', '7f3a', '%3$s');
                INSERT INTO webhook_endpoints (organization_id, created_by, url, secret)
                VALUES (NULL, '%1$s', 'https://hooks.example.org/', 'sealed');
                INSERT INTO api_usage_logs (user_id, api_key_id, endpoint, request_payload)
                VALUES ('%1$s', '01920000-0000-7000-8000-00000000aa02', '/%3$s', '{"a": "%3$s"}');
                INSERT INTO entitlement_overrides (user_id, key, starts_at, reason, made_by, in_force)
                VALUES ('%1$s', 'max-storage', now(), 'For %3$s', '%2$s', TRUE),
                       ('%2$s', 'max-storage', now(), 'Help', '%1$s', TRUE);
                INSERT INTO trial_periods (user_id, plan_id, email_hash, start_date, end_date)
                SELECT '%1$s', id, 'a keyed hash', CURRENT_DATE, CURRENT_DATE + 14 FROM plans WHERE name = 'Free';
                INSERT INTO billing
                    (user_id, subscription_id, number, kind, subtotal, amount, currency, payment_status)
                SELECT '%1$s', id, 1, 'manual', 10, 10, 'USD', 'paid' FROM subscriptions WHERE user_id = '%1$s';
                INSERT INTO billing_lines (billing_id, position, description, unit_amount, amount)
                SELECT id, 1, 'For %3$s', 10, 10 FROM billing WHERE user_id = '%1$s';
                INSERT INTO payment_methods (id, user_id, gateway, reference, label)
                VALUES ('01920000-0000-7000-8000-00000000aa03', '%1$s', 'stripe', 'sealed', '%3$s');
                INSERT INTO document_sharing (document_id, shared_with_user_id, granted_by)
                SELECT id, '%1$s', '%2$s' FROM documents WHERE user_id = '%2$s';
                INSERT INTO share_links (document_id, user_id, token_hash)
                SELECT id, '%1$s', repeat('a', 64) FROM documents WHERE user_id = '%2$s';
                INSERT INTO storage_holds (quota_id, bytes, blob_key, expires_at)
                SELECT id, 1, '01920000-0000-7000-8000-00000000aa03', now() + INTERVAL '1 day'
                FROM storage_quotas WHERE user_id = '%1$s';
                INSERT INTO uploads (id, user_id, file_name, metadata, size, hold_id, expires_at)
                VALUES ('01920000-0000-7000-8000-00000000aa0a', '%1$s', '%3$s.txt', 'filename %3$s', 5,
                        '01920000-0000-7000-8000-00000000aa0b', now() + INTERVAL '1 day');
                INSERT INTO upload_parts (upload_id, number, start, file_path)
                VALUES ('01920000-0000-7000-8000-00000000aa0a', 1, 0, '01920000-0000-7000-8000-00000000aa0c');
                INSERT INTO notifications (user_id, message, action_url) VALUES ('%1$s', '%3$s', 'https://%3$s');
                INSERT INTO notifications (id, organization_id, message)
                VALUES ('01920000-0000-7000-8000-00000000aa04', '01920000-0000-7000-8000-00000000aa01', 'To all');
                INSERT INTO notification_receipts (notification_id, user_id)
                VALUES ('01920000-0000-7000-8000-00000000aa04', '%1$s');
                INSERT INTO email_queue (user_id, recipient, email_type, subject, body, message_id)
                VALUES ('%1$s', '%3$s@example.net', 'x', '%3$s', '%3$s', 'm1'),
                       (NULL, '%3$s@example.org', 'x', '%3$s', '%3$s', 'm2');
                INSERT INTO usage_logs (user_id, action, details, event_key) VALUES ('%1$s', '%3$s', '{"a": "%3$s"}', '%3$s');
                INSERT INTO usage_event_keys (user_id, event_key, usage_id, occurred_at)
                VALUES ('%1$s', '%3$s', '01920000-0000-7000-8000-00000000aa09', now());
                INSERT INTO support_tickets (id, number, user_id, subject, description)
                VALUES ('01920000-0000-7000-8000-00000000aa05', 1, '%1$s', '%3$s', '%3$s');
                INSERT INTO support_ticket_messages (ticket_id, author_id, body)
                VALUES ('01920000-0000-7000-8000-00000000aa05', '%1$s', '%3$s');
                INSERT INTO support_tickets (id, number, user_id, assignee_id, subject)
                VALUES ('01920000-0000-7000-8000-00000000aa06', 2, '%2$s', '%1$s', 'Help');
                INSERT INTO support_ticket_messages (ticket_id, author_id, body)
                VALUES ('01920000-0000-7000-8000-00000000aa06', '%1$s', 'An answer');
                INSERT INTO sessions (user_id, token, idle_expires_at, expires_at, impersonator_id, impersonation_reason)
                VALUES ('%2$s', repeat('b', 64), now() + INTERVAL '1 day', now() + INTERVAL '1 day', '%1$s', '%3$s');
                INSERT INTO social_states (state_digest, binding_digest, login_method_id, nonce, sealed_verifier,
                                           redirect_to, user_id, session_id, created_at, expires_at)
                SELECT 'aa', 'bb', m.id, 'n', 's', '/%3$s', '%1$s', (SELECT id FROM sessions WHERE user_id = '%1$s' LIMIT 1),
                       now(), now() + INTERVAL '10 minutes'
                FROM login_methods m WHERE m.method_name = 'google';
                INSERT INTO idempotency_keys (caller, idempotency_key, fingerprint, answer, expires_at)
                VALUES ('user:%1$s', '%3$s', 'f', '%3$s', now() + INTERVAL '1 day'),
                       ('user:%1$s by user:%2$s', '%3$s', 'f', '%3$s', now() + INTERVAL '1 day');
                """.formatted(person.id(), other.id(), CANARY));
    }

    @Test
    void every_table_that_refers_to_users_is_named_by_exactly_one_participant() throws SQLException {
        List<String> referring = query("""
                SELECT DISTINCT c.conrelid::regclass::text
                FROM pg_constraint c
                JOIN pg_class t ON t.oid = c.conrelid
                WHERE c.contype = 'f' AND c.confrelid = 'users'::regclass AND NOT t.relispartition
                """);

        List<String> named = tenon.personalData().tables(operator).stream()
                .map(PersonalTable::name)
                .toList();

        assertThat(named).as("a table belongs to one capability").doesNotHaveDuplicates();
        assertThat(named)
                .as(
                        "a table that refers to users says in its capability's personalData() and in PersonalTables what is "
                                + "told of it and what erasing does")
                .containsAll(referring)
                .as("it refers to them by triggers")
                .contains("email_queue");
        Account nobody = registered("nobody@example.org");
        for (String table : named) {
            storage.unitOfWork().snapshot(() -> {
                storage.personalData().read(table, nobody, fields -> {});
                return table;
            });
        }
    }

    @Test
    void P1_P2_after_erasing_no_table_and_no_blob_has_a_trace_but_invoices_and_pseudonyms()
            throws SQLException, IOException {
        Account person = registered(CANARY + "@example.org");
        Account other = registered("other@example.com");
        upload(signInPlainly(other), "Other's file.txt");
        Actor actor = signIn(person);
        upload(actor, CANARY + ".txt");
        tenon.emailChanges().request(actor, CANARY + "@example.com", PASSWORD);
        fill(person, other);
        Map<String, String> told = exported(person);
        for (String table : tablesWith(person.id().toString())) {
            if (table.equals(MADE_OF_OTHERS)) {
                continue;
            }
            assertThat(told).as("the export tells of the table").containsKey(table);
        }
        assertThat(told.toString())
                .contains(CANARY)
                .doesNotContain(query("SELECT password_hash FROM users WHERE id = '" + person.id() + "'"))
                .doesNotContain(query("SELECT token FROM sessions WHERE user_id = '" + person.id() + "'"));

        tenon.personalData().erase(actor, person.id(), PASSWORD);
        clock.advance(Duration.ofMinutes(1));
        runJobs();

        assertThat(tablesWith(CANARY)).containsExactly("billing_lines");
        assertThat(tablesWith(person.id().toString())).isSubsetOf(pseudonymous());
        assertThat(blobs.keys()).hasSize(1);
        assertThat(tenon.auditTrail().verify(operator).intact()).isTrue();
        assertThat(query("SELECT owner_user_id FROM organizations WHERE slug = 'acme'"))
                .containsExactly(other.id().toString());
        assertThat(query("SELECT status FROM subscriptions WHERE user_id = '" + person.id() + "'"))
                .containsExactly("canceled");
        assertThat(query("SELECT number FROM billing WHERE user_id = '" + person.id() + "'"))
                .containsExactly("1");
        assertThat(query("SELECT status FROM users WHERE id = '" + person.id() + "'"))
                .containsExactly("erased");
    }

    private Actor signInPlainly(Account account) {
        RequestOrigin origin = new RequestOrigin("request-1", "203.0.113.8", "browser");
        String token = tenon.sessions()
                .open(Actor.anonymous(origin), new Credentials(account.email().value(), PASSWORD))
                .token()
                .text();
        return tenon.sessions().authenticate(origin, token).actor();
    }

    private Map<String, String> exported(Account person) {
        Map<String, String> told = new TreeMap<>();
        tenon.personalData().export(operator, person.id(), new PersonalDataSink() {
            private String table = "";

            @Override
            public void table(String name) {
                table = name;
                told.put(name, "");
            }

            @Override
            public void row(Map<String, @Nullable Object> fields) {
                told.merge(table, fields.toString(), String::concat);
            }
        });
        return told;
    }

    private Set<String> pseudonymous() {
        return tenon.personalData().tables(operator).stream()
                .filter(table -> table.kept() == Kept.PSEUDONYM)
                .map(PersonalTable::name)
                .collect(Collectors.toSet());
    }

    private void runJobs() {
        int done;
        do {
            done = tenon.jobs().stream().mapToInt(BackgroundJob::run).sum();
        } while (done > 0);
    }

    @Test
    void what_has_to_be_settled_first_stands_in_the_way() throws SQLException {
        Account ana = registered("ana@example.org");
        Account ben = registered("ben.b@example.org");
        upload(signInPlainly(ana), "Shared.txt");
        DATABASE.execute("""
                INSERT INTO organizations (name, slug, owner_user_id) VALUES ('Bees', 'bees', '%1$s');
                INSERT INTO organization_members (organization_id, user_id, role)
                SELECT id, '%1$s', 'owner' FROM organizations WHERE slug = 'bees';
                UPDATE subscriptions SET price = 9.00 WHERE user_id = '%1$s';
                INSERT INTO billing (user_id, subscription_id, number, kind, subtotal, amount, payment_status)
                SELECT '%1$s', id, 77, 'manual', 9, 9, 'pending' FROM subscriptions WHERE user_id = '%1$s';
                INSERT INTO document_sharing (document_id, shared_with_user_id)
                SELECT id, '%2$s' FROM documents WHERE user_id = '%1$s';
                """.formatted(ana.id(), ben.id()));

        assertThat(tenon.personalData().blockers(operator, ana.id()))
                .extracting(ErasureBlocker::reason)
                .containsExactlyInAnyOrder(
                        Reason.SOLE_OWNER, Reason.LIVE_SUBSCRIPTION, Reason.UNPAID_INVOICE, Reason.SHARED_DOCUMENT);
        assertThatThrownBy(() -> tenon.personalData().erase(operator, ana.id(), null))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(AccountRefusal.ERASURE_BLOCKED);
                    assertThat(refusal.errors()).hasSize(4);
                });
        assertThat(tenon.accounts().get(operator, ana.id()).isActive()).isTrue();
    }

    @Test
    void P2_what_was_under_way_when_a_person_was_erased_leaves_nothing_behind() throws SQLException {
        for (int round = 0; round < 8; round++) {
            Account person = registered("racer" + round + "@example.org");
            Actor actor = signInPlainly(person);
            Race.of(6, number -> {
                try {
                    switch (number % 3) {
                        case 0 -> signIn(person);
                        case 1 -> upload(actor, "Race.txt");
                        default -> {
                            if (number == 2) {
                                tenon.personalData().erase(operator, person.id(), null);
                            } else {
                                tenon.emailChanges().request(actor, "new" + person.id() + "@example.org", PASSWORD);
                            }
                        }
                    }
                } catch (Refusal lost) {
                    assertThat(lost.getMessage()).isNotEmpty();
                }
                return number;
            });

            assertThat(tenon.accounts().get(operator, person.id()).status()).isEqualTo(AccountStatus.ERASED);
            assertThat(tablesWith(person.id().toString())).isSubsetOf(pseudonymous());
            assertThat(tablesWith("racer" + round + "@")).isEmpty();
        }
    }

    @Test
    void P2_mails_that_are_queued_while_their_reader_is_erased_do_not_stay() throws SQLException {
        for (int round = 0; round < 8; round++) {
            Account person = registered("reader" + round + "@example.org");
            Account other = registered("beside" + round + "@example.org");
            Race.of(6, number -> {
                try {
                    if (number == 3) {
                        tenon.personalData().erase(operator, person.id(), null);
                    } else {
                        queueMails(List.of(other, person, other, person));
                    }
                } catch (Refusal lost) {
                    assertThat(lost.code()).isEqualTo(AccountRefusal.NOT_FOUND);
                }
                return number;
            });

            assertThat(query("SELECT id FROM email_queue WHERE user_id = '" + person.id() + "'"))
                    .isEmpty();
            assertThat(tablesWith("reader" + round + "@")).isEmpty();
        }
    }

    @Test
    void mails_of_a_statement_are_about_people_who_are_there_or_nobody() throws SQLException {
        Account ana = registered("ana.there@example.org");
        Account gone = registered("gone.from.mail@example.org");
        Account never = Fixtures.anAccount();
        tenon.personalData().erase(operator, gone.id(), null);

        assertThatThrownBy(() -> queueMails(List.of(ana, gone)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(AccountRefusal.NOT_FOUND));
        assertThatThrownBy(() -> queueMails(List.of(ana, never))).hasStackTraceContaining("There is no such account");
        assertThat(query("SELECT id FROM email_queue WHERE user_id IN ('" + ana.id() + "', '" + never.id() + "')"))
                .isEmpty();
        queueMails(List.of(ana, ana));
        assertThat(query("SELECT id FROM email_queue WHERE user_id = '" + ana.id() + "'"))
                .hasSize(2);
    }

    @Test
    void a_mail_stays_without_its_person_if_their_row_is_deleted() throws SQLException {
        Account ben = Fixtures.anAccount();
        storage.unitOfWork().run(() -> {
            storage.accounts().insert(ben, "!");
            return ben;
        });
        queueMails(List.of(ben));

        DATABASE.execute("DELETE FROM users WHERE id = '" + ben.id() + "'");

        assertThat(query("SELECT coalesce(user_id::text, 'nobody') FROM email_queue WHERE recipient = '" + ben.email()
                        + "'"))
                .containsExactly("nobody");
    }

    /** A mail about each of these, in one statement. */
    private void queueMails(List<Account> readers) {
        storage.unitOfWork().run(() -> {
            for (Account reader : readers) {
                QueuedEmail mail = Fixtures.aQueuedEmail(clock.instant());
                storage.emails().insert(about(reader, mail), "sealed", null);
            }
            return readers;
        });
    }

    private static QueuedEmail about(Account reader, QueuedEmail mail) {
        return new QueuedEmail(
                mail.id(),
                reader.id(),
                reader.email(),
                mail.type(),
                null,
                mail.status(),
                0,
                mail.nextAttemptAt(),
                null,
                mail.messageId(),
                null,
                mail.createdAt(),
                null);
    }

    @Test
    void nothing_comes_back_to_an_erased_account() throws SQLException {
        Account person = registered("gone@example.org");
        UserId id = person.id();
        tenon.personalData().erase(operator, id, null);

        assertThatThrownBy(() -> storage.unitOfWork().run(() -> {
                    storage.accounts().replacePassword(id, "{fast}new", clock.instant());
                    return id;
                }))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(
                        () -> DATABASE.execute("INSERT INTO usage_logs (user_id, action) VALUES ('" + id + "', 'a')"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void P1_an_export_sees_one_instant() {
        Account person = registered("instant@example.org");

        List<String> seen = new ArrayList<>();
        tenon.personalData().export(operator, person.id(), new PersonalDataSink() {
            @Override
            public void table(String name) {
                if (name.equals("sessions")) {
                    Race.aside(() -> signInPlainly(person));
                }
                seen.add(name);
            }

            @Override
            public void row(Map<String, @Nullable Object> fields) {
                if (fields.containsKey("ipAddress") && fields.containsKey("idleExpiresAt")) {
                    throw new AssertionError("A session that came after the export began was told");
                }
            }
        });

        assertThat(seen).contains("sessions", "users");
    }
}
