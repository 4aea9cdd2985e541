package dev.tenon.jdbi;

import static dev.tenon.testkit.Fixtures.aDocument;
import static dev.tenon.testkit.Fixtures.aHold;
import static dev.tenon.testkit.Fixtures.aOneTimeToken;
import static dev.tenon.testkit.Fixtures.aQueuedEmail;
import static dev.tenon.testkit.Fixtures.aSubscription;
import static dev.tenon.testkit.Fixtures.anAccount;
import static dev.tenon.testkit.Fixtures.anAuditEntry;
import static dev.tenon.testkit.Fixtures.anEmailAddress;
import static dev.tenon.testkit.Fixtures.anId;
import static dev.tenon.testkit.Fixtures.anUnchainedRow;
import static dev.tenon.testkit.MovableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.OneTimeToken;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.Purpose;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.ShareLink;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.OverrideId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.ShareLinkId;
import dev.tenon.ports.notifications.spi.EmailStore.Claimed;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.ports.plans.OverrideFilter;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.spi.LoginThrottleStore.Rule;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One hundred threads on two pools, as two servers would have them, over one database; then the rows are counted. */
class RacesTest {

    private static final int CALLS = 100;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static List<HikariDataSource> pools;
    private static List<Storage> servers;

    @BeforeAll
    static void startTwoServers() {
        pools = List.of(DATABASE.newPool(50), DATABASE.newPool(50));
        servers = pools.stream().<Storage>map(JdbiStorage::of).toList();
    }

    @AfterAll
    static void stopBoth() {
        pools.forEach(HikariDataSource::close);
    }

    private static Storage server(int number) {
        return servers.get(number % servers.size());
    }

    private static Account aStoredAccount() {
        Account account = anAccount();
        server(0).unitOfWork().run(() -> server(0).accounts().insertIfAbsent(account, "!"));
        return account;
    }

    @Test
    void quota_as_many_uploads_are_reserved_as_there_is_room_for() {
        Account ana = aStoredAccount();
        Storage any = server(0);
        any.unitOfWork().run(() -> {
            any.quotas().open(anId(), ana.id(), 1_000L, null, START);
            return true;
        });

        List<Boolean> reserved = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number).quotas().reserve(aHold(ana.id(), 30), START)));

        assertThat(reserved).filteredOn(won -> won).hasSize(33);
        assertThat(any.quotas().find(ana.id())).contains(new Quota(ana.id(), 0, 990, 1_000L, 0, 33, null));
        assertThat(count("SELECT count(*) FROM storage_holds h JOIN storage_quotas q ON q.id = h.quota_id"
                        + " WHERE q.user_id = '" + ana.id() + "'"))
                .isEqualTo(33);
    }

    @Test
    void quota_as_many_documents_are_reserved_as_the_plan_takes() {
        Account ana = aStoredAccount();
        Storage any = server(0);
        any.unitOfWork().run(() -> {
            any.quotas().open(anId(), ana.id(), null, 7L, START);
            return true;
        });

        List<Boolean> reserved = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number).quotas().reserve(aHold(ana.id(), 1), START)));

        assertThat(reserved).filteredOn(won -> won).hasSize(7);
    }

    @Test
    void share_link_is_used_as_often_as_it_lets() {
        Account ana = aStoredAccount();
        Storage any = server(0);
        Document document = aDocument(ana.id());
        ShareLink link = new ShareLink(
                new ShareLinkId(anId()), document.id(), ana.id(), null, null, null, 7, 0, START, null, null);
        any.unitOfWork().run(() -> {
            any.documents().insert(document);
            any.shareLinks().insert(link, "a".repeat(64));
            return true;
        });

        List<Boolean> used = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number).shareLinks().use(link.id(), START)));

        assertThat(used).filteredOn(won -> won).hasSize(7);
        assertThat(any.shareLinks().find(document.id(), link.id()).map(ShareLink::downloads))
                .contains(7);
    }

    @RepeatedTest(10)
    void quota_a_hold_is_ended_once_whoever_ends_it_and_bytes_add_up() {
        Account ana = aStoredAccount();
        Storage any = server(0);
        Hold hold = aHold(ana.id(), 100);
        any.unitOfWork().run(() -> {
            any.quotas().open(anId(), ana.id(), 1_000_000L, null, START);
            return any.quotas().reserve(hold, START);
        });

        List<String> outcomes = Race.of(
                CALLS,
                number -> server(number).unitOfWork().run(() -> {
                    boolean did = switch (number % 3) {
                        case 0 -> server(number).quotas().commit(hold.id(), 90, START);
                        case 1 -> server(number).quotas().release(hold.id(), START);
                        default -> server(number).quotas().extend(hold.id(), 1, START.plusSeconds(9), START);
                    };
                    return did ? List.of("committed", "released", "extended").get(number % 3) : "gone";
                }));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.equals("committed") || outcome.equals("released"))
                .hasSize(1);
        boolean committed = outcomes.contains("committed");
        assertThat(any.quotas().find(ana.id()))
                .contains(new Quota(ana.id(), committed ? 90 : 0, 0, 1_000_000L, committed ? 1 : 0, 0, null));
        assertThat(count("SELECT count(*) FROM blob_deletions WHERE blob_key = '" + hold.blobKey() + "'"))
                .isEqualTo(committed ? 0 : 1);
    }

    @Test
    void quota_growing_uploads_stop_at_the_limit() {
        Account ana = aStoredAccount();
        Storage any = server(0);
        List<Hold> holds =
                IntStream.range(0, 10).mapToObj(number -> aHold(ana.id(), 1)).toList();
        any.unitOfWork().run(() -> {
            any.quotas().open(anId(), ana.id(), 50L, null, START);
            return holds.stream().allMatch(hold -> any.quotas().reserve(hold, START));
        });

        List<Boolean> extended = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number)
                                .quotas()
                                .extend(holds.get(number % 10).id(), 1, START.plusSeconds(9), START)));

        assertThat(extended).filteredOn(won -> won).hasSize(40);
        assertThat(any.quotas().find(ana.id()).orElseThrow().reserved()).isEqualTo(50);
        assertThat(count("SELECT sum(h.bytes) FROM storage_holds h JOIN storage_quotas q ON q.id = h.quota_id"
                        + " WHERE q.user_id = '" + ana.id() + "'"))
                .isEqualTo(50);
    }

    @Test
    void A6_one_time_token_is_spent_once() {
        Account ana = aStoredAccount();
        OneTimeToken token = aOneTimeToken(ana, Purpose.VERIFY_EMAIL);
        server(0).unitOfWork().run(() -> {
            server(0).oneTimeTokens().replace(token);
            return true;
        });

        List<Optional<OneTimeToken>> spent = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number).oneTimeTokens().spend(token.digest(), Purpose.VERIFY_EMAIL, START)));

        assertThat(spent).filteredOn(Optional::isPresent).containsExactly(Optional.of(token));
    }

    @Test
    void A6_one_token_lives_of_many_asked_for_at_once() {
        Account ana = aStoredAccount();

        List<OneTimeToken> tokens = Race.of(
                CALLS,
                number -> server(number).unitOfWork().run(() -> {
                    OneTimeToken token = aOneTimeToken(ana, Purpose.RESET_PASSWORD);
                    server(number).oneTimeTokens().replace(token);
                    return token;
                }));

        List<Boolean> works = tokens.stream()
                .map(token -> server(0)
                        .unitOfWork()
                        .run(() -> server(0)
                                .oneTimeTokens()
                                .spend(token.digest(), Purpose.RESET_PASSWORD, START)
                                .isPresent()))
                .toList();
        assertThat(works).filteredOn(did -> did).hasSize(1);
    }

    @Test
    void D2_idempotency_key_is_claimed_once_and_nobody_waits_for_it() {
        String caller = "user:" + anId();
        CountDownLatch othersAreDone = new CountDownLatch(CALLS - 1);

        List<Boolean> claimed = Race.of(
                CALLS,
                number -> server(number).unitOfWork().run(() -> {
                    boolean mine = server(number).idempotency().claim(caller, "key", "f", START, START.plusSeconds(60));
                    if (mine) {
                        // Holds the key until all the others have their answer: if one waited for it, none would ever
                        // come.
                        Race.await(othersAreDone);
                        server(number).idempotency().complete(caller, "key", "answer");
                    } else {
                        othersAreDone.countDown();
                    }
                    return mine;
                }));

        assertThat(claimed).filteredOn(mine -> mine).hasSize(1);
        assertThat(server(1).idempotency().find(caller, "key", START))
                .hasValueSatisfying(kept -> assertThat(kept.sealedAnswer()).isEqualTo("answer"));
    }

    @Test
    void D2_idempotency_key_that_expired_is_claimed_once() {
        String caller = "user:" + anId();
        server(0)
                .unitOfWork()
                .run(() -> server(0).idempotency().claim(caller, "key", "old", START, START.plusSeconds(1)));

        List<Boolean> claimed = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number)
                                .idempotency()
                                .claim(caller, "key", "new", START.plusSeconds(2), START.plusSeconds(60))));

        assertThat(claimed).filteredOn(mine -> mine).hasSize(1);
        assertThat(server(0)
                        .idempotency()
                        .find(caller, "key", START.plusSeconds(2))
                        .orElseThrow()
                        .fingerprint())
                .isEqualTo("new");
    }

    @Test
    void email_address_is_taken_once() {
        EmailAddress address = anEmailAddress();

        List<Boolean> added = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number).accounts().insertIfAbsent(anAccount(address), "!")));

        assertThat(added).filteredOn(won -> won).hasSize(1);
        assertThat(count("SELECT count(*) FROM users WHERE email = '" + address + "'"))
                .isEqualTo(1);
    }

    @Test
    void E2_mails_go_to_one_worker_each() {
        List<EmailId> ids = IntStream.range(0, 500)
                .mapToObj(number -> server(0).unitOfWork().run(() -> {
                    var mail = aQueuedEmail();
                    server(0).emails().insert(mail, "sealed", null);
                    return mail.id();
                }))
                .toList();

        List<List<EmailId>> claimed = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number).emails().claim(anId(), START, START.plusSeconds(60), 7).stream()
                                .map(each -> each.email().id())
                                .toList()));

        assertThat(claimed).allMatch(each -> each.size() <= 7);
        assertThat(claimed.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void E2_mail_is_given_up_only_by_the_claim_that_holds_it() {
        var mail = aQueuedEmail(START.minusSeconds(3600));
        UUID slow = anId();
        UUID quick = anId();
        server(0).unitOfWork().run(() -> {
            server(0).emails().insert(mail, "sealed", null);
            return true;
        });
        Claimed first = server(0)
                .unitOfWork()
                .run(() -> server(0).emails().claim(slow, START.minusSeconds(3600), START.minusSeconds(3000), 1))
                .get(0);
        Claimed second = server(1)
                .unitOfWork()
                .run(() -> server(1).emails().claim(quick, START.minusSeconds(3000), START.minusSeconds(2000), 1))
                .get(0);

        boolean late = server(0)
                .unitOfWork()
                .run(() -> server(0)
                        .emails()
                        .markFailed(mail.id(), slow, first.email().attempts(), null, START, "late"));
        boolean inTime = server(1)
                .unitOfWork()
                .run(() -> server(1)
                        .emails()
                        .markFailed(mail.id(), quick, second.email().attempts(), null, null, "in time"));

        assertThat(first.email().id()).isEqualTo(mail.id());
        assertThat(second.email().attempts()).isEqualTo(2);
        assertThat(late).isFalse();
        assertThat(inTime).isTrue();
        assertThat(count("SELECT count(*) FROM email_queue WHERE id = '" + mail.id() + "' AND status = 'dead'"))
                .isEqualTo(1);
    }

    @Test
    void E2_mail_with_a_dedupe_key_is_queued_once() {
        String key = anId().toString();

        Race.of(
                CALLS,
                number -> server(number).unitOfWork().run(() -> {
                    server(number).emails().insert(aQueuedEmail(START.plus(Duration.ofDays(365))), "sealed", key);
                    return true;
                }));

        assertThat(count("SELECT count(*) FROM email_queue WHERE dedupe_key = '" + key + "'"))
                .isEqualTo(1);
    }

    @Test
    void U2_audit_chain_has_no_gap_and_no_fork() {
        String chain = anId().toString();

        Race.of(
                CALLS,
                number -> server(number).unitOfWork().run(() -> {
                    server(number)
                            .audit()
                            .append(
                                    chain,
                                    List.of(
                                            anUnchainedRow(null, anAuditEntry(), START),
                                            anUnchainedRow(null, anAuditEntry(), START)));
                    return true;
                }));

        List<AuditRow> rows = server(1).audit().read(chain, 0, 1_000);
        assertThat(rows)
                .extracting(AuditRow::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 2L * CALLS).boxed().toList());
        for (int index = 1; index < rows.size(); index++) {
            assertThat(rows.get(index).previousHash())
                    .isEqualTo(rows.get(index - 1).hash());
        }
        assertThat(server(0).audit().heads())
                .contains(new Head(chain, 2L * CALLS, rows.get(rows.size() - 1).hash()));
    }

    @Test
    void U1_audit_rows_about_a_locked_account_do_not_wait_for_it() {
        Account ana = aStoredAccount();
        String chain = anId().toString();

        List<AuditRow> rows = server(0).unitOfWork().run(() -> {
            server(0).accounts().lock(ana.id());
            Race.aside(() -> server(1).unitOfWork().run(() -> {
                server(1).audit().append(chain, List.of(anUnchainedRow(ana.id(), anAuditEntry(), START)));
                return true;
            }));
            return server(0).audit().read(chain, 0, 10);
        });

        assertThat(rows).hasSize(1);
    }

    @Test
    void A5_of_parallel_guesses_no_more_are_let_through_than_are_free() {
        String key = anId().toString();
        Rule ten = new Rule(10, Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofHours(1));

        List<Boolean> letThrough = Race.of(
                CALLS,
                number -> server(number).loginThrottles().count(key, ten, START).isEmpty());

        assertThat(letThrough).filteredOn(each -> each).hasSize(10);
    }

    @Test
    void one_live_subscription_per_person() {
        Account ana = aStoredAccount();
        Plan free = server(0).plans().findByName(Plan.FREE).orElseThrow();

        List<Boolean> subscribed = Race.of(CALLS, number -> {
            try {
                return server(number).unitOfWork().run(() -> {
                    server(number).subscriptions().insert(aSubscription(ana.id(), free));
                    return true;
                });
            } catch (Refusal refusal) {
                assertThat(refusal.code()).isEqualTo(SubscriptionRefusal.ALREADY_LIVE);
                return false;
            }
        });

        assertThat(subscribed).filteredOn(won -> won).hasSize(1);
        assertThat(server(0)
                        .subscriptions()
                        .list(SubscriptionFilter.of(ana.id()), PageRequest.first(10))
                        .items())
                .hasSize(1);
    }

    @Test
    void of_parallel_exceptions_one_is_left_and_none_is_lost_on_the_way() {
        Account ana = aStoredAccount();

        List<Long> revisions = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number)
                                .entitlements()
                                .put(
                                        new EntitlementOverride(
                                                new OverrideId(anId()),
                                                ana.id(),
                                                "max-storage",
                                                true,
                                                (long) number,
                                                START,
                                                null,
                                                "A race",
                                                null,
                                                true,
                                                START,
                                                START,
                                                0),
                                        null)
                                .orElseThrow()
                                .revision()));

        assertThat(revisions).doesNotHaveDuplicates().hasSize(CALLS);
        assertThat(server(0)
                        .entitlements()
                        .list(OverrideFilter.of(ana.id()), PageRequest.first(10))
                        .items())
                .hasSize(1);
    }

    @Test
    void one_role_assignment_per_person_and_role() {
        Account ana = aStoredAccount();
        RoleId support =
                server(0).roles().findByName(Role.SUPPORT).orElseThrow().id();

        List<Boolean> assigned = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number).roles().assign(ana.id(), support, null, START)));

        assertThat(assigned).filteredOn(won -> won).hasSize(1);
    }

    @Test
    void one_active_administrator_stays_when_all_leave_at_once() {
        RoleId admin = server(0).roles().findByName(Role.ADMIN).orElseThrow().id();
        List<Account> admins =
                IntStream.range(0, 20).mapToObj(number -> aStoredAccount()).toList();
        server(0)
                .unitOfWork()
                .run(() -> admins.stream()
                        .allMatch(account -> server(0).roles().assign(account.id(), admin, null, START)));

        List<Boolean> left = Race.of(
                20,
                number -> server(number).unitOfWork().run(() -> {
                    Account account = server(number)
                            .accounts()
                            .lock(admins.get(number).id())
                            .orElseThrow();
                    if (server(number).accounts().countActiveWithRole(Role.ADMIN) < 2) {
                        return false;
                    }
                    Account banned = new Account(
                            account.id(),
                            account.email(),
                            null,
                            null,
                            null,
                            AccountStatus.BANNED,
                            true,
                            null,
                            account.createdAt(),
                            account.updatedAt(),
                            account.revision());
                    return server(number).accounts().update(banned, START).isPresent();
                }));

        assertThat(left).filteredOn(did -> did).hasSize(19);
        assertThat(server(0).unitOfWork().run(() -> server(0).accounts().countActiveWithRole(Role.ADMIN)))
                .isEqualTo(1);
    }

    @Test
    void account_is_changed_once_per_revision() {
        Account ana = aStoredAccount();

        List<Optional<Account>> updated = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number).accounts().update(ana.verified(), START)));

        assertThat(updated).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(server(0).accounts().find(ana.id()).orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    void document_is_deleted_once() {
        Account ana = aStoredAccount();
        Document document = aDocument(ana.id());
        server(0).unitOfWork().run(() -> {
            server(0).documents().insert(document);
            return true;
        });

        List<List<BlobKey>> deleted = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number).documents().purge(document.id())));

        assertThat(deleted).filteredOn(blobs -> !blobs.isEmpty()).containsExactly(List.of(document.blobKey()));
    }

    @Test
    void document_version_is_added_once_to_a_revision() {
        Account ana = aStoredAccount();
        Document document = aDocument(ana.id());
        server(0).unitOfWork().run(() -> {
            server(0).documents().insert(document);
            return true;
        });

        List<Boolean> added = Race.of(CALLS, number -> {
            DocumentVersion version = new DocumentVersion(
                    document.id(),
                    2,
                    Fixtures.aBlobKey(),
                    7,
                    "pdf",
                    "application/pdf",
                    Fixtures.aDigest(),
                    ana.id(),
                    START);
            return server(number)
                    .unitOfWork()
                    .run(() -> server(number)
                            .documents()
                            .addVersion(document.withContent(version), version)
                            .isPresent());
        });

        assertThat(added).filteredOn(won -> won).hasSize(1);
        assertThat(server(0).documents().countVersions(document.id())).isEqualTo(2);
    }

    @Test
    void F4_blob_deletions_go_to_one_worker_each() {
        Account ana = aStoredAccount();
        Storage any = server(0);
        List<BlobKey> keys = any.unitOfWork().run(() -> {
            any.quotas().open(anId(), ana.id(), null, null, START);
            return IntStream.range(0, 300)
                    .mapToObj(number -> {
                        Hold hold = aHold(ana.id(), 1);
                        any.quotas().reserve(hold, START);
                        any.quotas().release(hold.id(), START.minusSeconds(1_000));
                        return hold.blobKey();
                    })
                    .toList();
        });

        List<List<BlobKey>> claimed = Race.of(
                CALLS,
                number -> server(number)
                        .unitOfWork()
                        .run(() -> server(number)
                                .quotas()
                                .claimDeletions(START.minusSeconds(900), START.plusSeconds(900), 5)));

        assertThat(claimed.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(keys);
    }

    private static long count(String sql) {
        try (var connection = DATABASE.dataSource().getConnection();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
