package dev.tenon.core.webhooks;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.tenon.core.TenonInMemory;
import dev.tenon.core.kernel.RetrySchedule;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.RolePatch;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.DeliveryStatus;
import dev.tenon.ports.webhooks.IssuedWebhook;
import dev.tenon.ports.webhooks.NewWebhook;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.WebhookPatch;
import dev.tenon.ports.webhooks.WebhookRefusal;
import dev.tenon.ports.webhooks.Webhooks;
import dev.tenon.ports.webhooks.spi.DeliveryStore.Bounds;
import dev.tenon.ports.webhooks.spi.WebhookSender;
import dev.tenon.ports.webhooks.spi.WebhookSender.WebhookAnswer;
import dev.tenon.ports.webhooks.spi.WebhookSender.WebhookCall;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventDeliveryTest {

    private static final PageRequest PAGE = PageRequest.first(200);

    private final TenonInMemory house = new TenonInMemory();
    private final Webhooks webhooks = house.tenon.webhooks();

    // ---- what becomes an event

    @Test
    void tells_every_row_of_the_trail_with_what_the_row_says() {
        WebhookId id = create(null, "all.example.org").webhook().id();
        RoleId role =
                house.tenon.roles().create(house.operator, NewRole.of("editor")).id();
        house.tenon.roles().update(house.operator, role, RolePatch.name("writer"), Expected.any());

        house.runJobs();

        AuditRow row = trail().get(0);
        assertThat(types()).containsExactlyInAnyOrder("webhook.created", "role.created", "role.updated");
        WebhookCall last = house.webhooks.calls().stream()
                .filter(call -> call.body().contains("role.updated"))
                .findFirst()
                .orElseThrow();
        assertThat(last.headers()).containsEntry("webhook-id", row.id().toString());
        assertThat(last.body())
                .contains("\"type\": \"role.updated\"", "\"timestamp\": \"" + row.createdAt() + "\"")
                .contains("\"auditId\": \"" + row.id() + "\"", "\"actor\": \"cli:ana\"", "\"organizationId\": null")
                .contains("\"recordType\": \"roles\"", "\"recordId\": \"" + role + "\"")
                .contains("\"roleName\": {\"after\": \"writer\", \"before\": \"editor\"}");
        assertThat(deliveries(id))
                .extracting(Delivery::status)
                .containsOnly(DeliveryStatus.DELIVERED)
                .hasSize(3);
    }

    @Test
    void U4_says_that_a_withheld_field_changed_and_not_to_what() {
        create(null, "all.example.org", "account.*");
        Actor ana = house.aPerson("ana@example.org");
        house.tenon
                .accounts()
                .update(
                        ana,
                        ana.userId(),
                        new AccountPatch(Patched.absent(), Patched.absent(), Patched.to("Canary"), null),
                        Expected.any());

        house.runJobs();

        assertThat(house.webhooks.calls())
                .noneMatch(call -> call.body().contains("Canary") || call.body().contains("ana@example.org"))
                .anyMatch(call -> call.body().contains("\"lastName\": {}"));
    }

    @Test
    void tells_only_the_types_that_are_asked_for() {
        create(null, "single.example.org", "role.updated");
        create(null, "noun.example.org", "role.*", "passkey.added");

        changeRole();
        house.aPerson("ana@example.org");
        house.runJobs();

        assertThat(types("single.example.org")).containsExactly("role.updated");
        assertThat(types("noun.example.org")).containsExactlyInAnyOrder("role.created", "role.updated");
    }

    @Test
    void C1_an_organization_hears_of_what_belongs_to_it_alone() {
        Actor ana = house.aPerson("ana@example.org");
        Actor eva = house.aPerson("eva@example.org");
        OrganizationId anas = house.storage.organizationFixture().found(ana.userId());
        OrganizationId evas = house.storage.organizationFixture().found(eva.userId());
        create(anas, "ana.example.org", "role.*");
        create(evas, "eva.example.org", "role.*");
        create(null, "all.example.org", "role.*");

        house.tenon.roles().create(ana, new NewRole("buyer", null, anas, Set.of()));
        house.tenon.roles().create(eva, new NewRole("seller", null, evas, Set.of()));
        house.tenon.roles().create(house.operator, NewRole.of("editor"));
        house.runJobs();

        assertThat(house.webhooks.callsOf("ana.example.org"))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains(anas.toString(), "buyer"));
        assertThat(house.webhooks.callsOf("eva.example.org"))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains(evas.toString(), "seller"));
        assertThat(house.webhooks.callsOf("all.example.org")).hasSize(3);
    }

    @Test
    void U1_what_is_rolled_back_is_told_to_nobody() {
        WebhookId id = create(null, "all.example.org", "role.*").webhook().id();
        changeRole();
        house.runJobs();
        house.webhooks.clear();

        assertThatThrownBy(() -> house.tenon.roles().create(house.operator, NewRole.of("writer")))
                .as("a name that is taken")
                .isInstanceOf(Refusal.class);
        house.runJobs();

        assertThat(house.webhooks.calls()).isEmpty();
        assertThat(deliveries(id)).hasSize(2);
    }

    @Test
    void a_webhook_that_is_switched_off_hears_of_nothing_and_can_have_it_replayed() {
        WebhookId id = create(null, "all.example.org", "role.*").webhook().id();
        webhooks.update(house.operator, id, WebhookPatch.enabled(false), Expected.any());
        Instant began = house.clock.instant();
        changeRole();
        house.runJobs();
        assertThat(house.webhooks.calls()).isEmpty();

        webhooks.update(house.operator, id, WebhookPatch.enabled(true), Expected.any());
        int queued = webhooks.replay(house.operator, id, began, began.plusSeconds(1));
        house.runJobs();

        assertThat(queued).isEqualTo(2);
        assertThat(types()).containsExactlyInAnyOrder("role.created", "role.updated");
    }

    @Test
    void a_replay_tells_again_what_arrived_under_the_same_id() {
        WebhookId id = create(null, "all.example.org", "role.*").webhook().id();
        changeRole();
        house.runJobs();
        List<String> first = ids();
        house.webhooks.clear();

        webhooks.replay(
                house.operator, id, MovableClock.START, house.clock.instant().plusSeconds(1));
        house.runJobs();

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(first);
        assertThat(deliveries(id))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.attempts()).isEqualTo(1));
        assertRefused(
                RequestRefusal.INVALID,
                () -> webhooks.replay(house.operator, id, house.clock.instant(), house.clock.instant()));
    }

    @Test
    void a_test_arrives_whatever_is_asked_for() throws Exception {
        IssuedWebhook issued = create(null, "single.example.org", "passkey.added");
        house.clock.moveTo(Instant.now());

        Delivery queued = webhooks.test(house.operator, issued.webhook().id());
        house.runJobs();

        WebhookCall call = house.webhooks.calls().getLast();
        assertThat(queued.eventType()).isEqualTo("tenon.test");
        assertThat(call.body())
                .contains("\"type\": \"tenon.test\"", issued.webhook().id().toString());
        verify(issued.secret(), call);
    }

    // ---- signatures, by the standard's own library

    @Test
    void the_standards_own_library_takes_the_signature_and_refuses_what_was_altered() throws Exception {
        IssuedWebhook issued = create(null, "all.example.org", "role.*");
        house.clock.moveTo(Instant.now());
        changeRole();
        house.runJobs();

        WebhookCall call = house.webhooks.calls().get(0);
        verify(issued.secret(), call);
        assertThatThrownBy(
                        () -> verify(issued.secret(), new WebhookCall(call.url(), call.headers(), call.body() + " ")))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> verify(create(null, "b.example.org").secret(), call))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void after_a_rotation_both_secrets_sign_for_a_day_and_then_the_new_one_alone() throws Exception {
        IssuedWebhook old = create(null, "all.example.org", "role.*");
        WebhookId id = old.webhook().id();
        house.clock.moveTo(Instant.now().minus(Webhooks.GRACE));
        IssuedWebhook renewed = webhooks.rotate(house.operator, id);
        assertThat(renewed.secret()).isNotEqualTo(old.secret());
        assertThat(renewed.webhook().previousSecretUntil())
                .isEqualTo(house.clock.instant().plus(Webhooks.GRACE));

        house.clock.moveTo(Instant.now().minusSeconds(60));
        changeRole();
        house.runJobs();
        WebhookCall during = house.webhooks.calls().get(0);
        assertThat(during.headers().get("webhook-signature").split(" ")).hasSize(2);
        verify(old.secret(), during);
        verify(renewed.secret(), during);

        house.clock.advance(Duration.ofMinutes(2));
        house.runJobs();
        webhooks.test(house.operator, id);
        house.runJobs();
        WebhookCall after = house.webhooks.calls().getLast();
        assertThat(after.body()).contains("tenon.test");
        verify(renewed.secret(), after);
        assertThatThrownBy(() -> verify(old.secret(), after)).isInstanceOf(WebhookVerificationException.class);
        assertThat(webhooks.get(house.operator, id).previousSecretUntil()).isNull();
    }

    @Test
    void a_third_secret_waits_until_the_first_signs_no_more() {
        WebhookId id = create(null, "all.example.org", "role.*").webhook().id();
        webhooks.rotate(house.operator, id);

        assertRefused(WebhookRefusal.TWO_SECRETS, () -> webhooks.rotate(house.operator, id));

        house.clock.advance(Webhooks.GRACE);
        assertThatCode(() -> webhooks.rotate(house.operator, id)).doesNotThrowAnyException();
    }

    // ---- what fails

    @Test
    void what_failed_is_tried_again_with_the_same_id_and_text() {
        WebhookId id = create(null, "all.example.org", "role.created").webhook().id();
        house.webhooks.answer("all.example.org", 500, null);
        changeRole();
        house.runJobs();
        Delivery failed = deliveries(id).get(0);
        assertThat(failed.status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(failed.responseStatus()).isEqualTo(500);
        assertThat(failed.lastError()).isEqualTo("The receiver answered 500.");
        assertThat(Duration.between(house.clock.instant(), failed.nextAttemptAt()))
                .isBetween(Duration.ofSeconds(27), Duration.ofSeconds(33));

        house.webhooks.recover();
        house.clock.advance(Duration.ofSeconds(34));
        house.runJobs();

        assertThat(deliveries(id).get(0).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(deliveries(id).get(0).attempts()).isEqualTo(2);
        assertThat(house.webhooks.calls())
                .extracting(WebhookCall::body)
                .hasSize(2)
                .allMatch(house.webhooks.calls().get(0).body()::equals);
        assertThat(ids()).hasSize(2).containsOnly(failed.eventId().toString());
        assertThat(webhooks.get(house.operator, id).failingSince()).isNull();
    }

    @Test
    void what_fails_twelve_times_is_given_up_kept_and_tried_again_by_hand() {
        WebhookId id = create(null, "all.example.org", "role.created").webhook().id();
        house.webhooks.fail("No answer.");
        changeRole();
        for (int hour = 0; hour < 100 && webhooks.get(house.operator, id).isEnabled(); hour++) {
            house.runJobs();
            house.clock.advance(Duration.ofHours(1));
        }
        Delivery dead = deliveries(id).get(0);
        assertThat(dead.status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(dead.attempts()).isEqualTo(12);
        assertThat(webhooks.backlog(house.operator).dead()).isEqualTo(1);

        house.webhooks.recover();
        webhooks.retry(house.operator, id, dead.eventId());
        house.clock.advance(Duration.ofMinutes(6));
        house.runJobs();

        assertThat(deliveries(id).get(0).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertRefused(
                WebhookRefusal.DELIVERY_NOT_FOUND,
                () -> webhooks.retry(house.operator, id, new EventId(Fixtures.anId())));
    }

    @Test
    void a_receiver_that_fails_is_called_ever_more_rarely_and_holds_nobody_else_up() {
        create(null, "dead.example.org", "role.*");
        create(null, "live.example.org", "role.*");
        house.webhooks.answer("dead.example.org", 502, null);
        for (int number = 0; number < 20; number++) {
            house.tenon.roles().create(house.operator, NewRole.of("role-" + number));
        }

        house.runJobs();

        assertThat(house.webhooks.callsOf("live.example.org")).hasSize(20);
        assertThat(house.webhooks.callsOf("dead.example.org")).hasSizeLessThanOrEqualTo(4);
        int sofar = house.webhooks.callsOf("dead.example.org").size();
        for (int second = 0; second < 600; second += 10) {
            house.clock.advance(Duration.ofSeconds(10));
            house.runJobs();
        }
        assertThat(house.webhooks.callsOf("dead.example.org")).hasSizeBetween(sofar + 4, sofar + 9);
    }

    @Test
    void nothing_for_five_days_disables_the_webhook_and_tells_whoever_keeps_it() {
        Actor ana = house.aPerson("ana@example.org");
        OrganizationId organization = house.storage.organizationFixture().found(ana.userId());
        WebhookId id = create(organization, "all.example.org").webhook().id();
        house.webhooks.answer("all.example.org", 500, null);
        for (int hour = 0; hour < 5 * 24; hour++) {
            house.runJobs();
            house.clock.advance(Duration.ofHours(1));
        }
        assertThat(webhooks.get(ana, id).isEnabled()).as("just not yet").isTrue();
        assertThat(webhooks.get(ana, id).failures()).isGreaterThanOrEqualTo(10);

        webhooks.test(ana, id);
        assertThat(house.storage.commitsOf(house::runJobs))
                .as("whoever keeps it is notified in the commit that disables it")
                .anySatisfy(tables -> assertThat(tables).contains("webhook_endpoints", "notifications", "audit_logs"));

        Webhook webhook = webhooks.get(ana, id);
        assertThat(webhook.disabledReason()).isEqualTo(Webhook.Disabled.FAILING);
        assertThat(house.auditedActions()).contains("webhook.disabled");
        house.webhooks.recover();
        assertThat(webhooks.update(ana, id, WebhookPatch.enabled(true), Expected.any())
                        .failures())
                .isZero();
    }

    @Test
    void two_failures_with_five_days_between_them_disable_nothing() {
        WebhookId id = create(null, "all.example.org", "role.created").webhook().id();
        house.webhooks.answer("all.example.org", 500, null);
        changeRole();
        house.runJobs();

        house.clock.advance(Duration.ofDays(6));
        house.runJobs();

        assertThat(webhooks.get(house.operator, id).failures()).isEqualTo(2);
        assertThat(webhooks.get(house.operator, id).isEnabled()).isTrue();
    }

    @Test
    void another_address_begins_without_failures() {
        WebhookId id = create(null, "all.example.org", "role.created").webhook().id();
        house.webhooks.answer("all.example.org", 500, null);
        changeRole();
        house.runJobs();
        assertThat(webhooks.get(house.operator, id).failures()).isEqualTo(1);

        Webhook moved = webhooks.update(
                house.operator,
                id,
                new WebhookPatch("https://new.example.org/", Patched.absent(), null, null),
                Expected.any());

        assertThat(moved.failures()).isZero();
        assertThat(moved.failingSince()).isNull();
    }

    @Test
    void whoever_keeps_the_installations_is_told_although_nobody_made_it() {
        house.anAdmin("root@example.org");
        WebhookId id = create(null, "all.example.org", "role.*").webhook().id();
        assertThat(webhooks.get(house.operator, id).createdBy()).isNull();
        house.webhooks.answer("all.example.org", 410, null);
        changeRole();

        assertThat(house.storage.commitsOf(house::runJobs))
                .anySatisfy(tables -> assertThat(tables).contains("webhook_endpoints", "notifications"));
    }

    @Test
    void what_is_tried_by_hand_goes_out_at_once_although_it_is_held_back() {
        WebhookId id = create(null, "all.example.org", "role.created").webhook().id();
        house.webhooks.answer("all.example.org", 429, "3600");
        changeRole();
        house.runJobs();
        house.webhooks.recover();

        webhooks.retry(house.operator, id, deliveries(id).get(0).eventId());
        house.runJobs();
        assertThat(deliveries(id).get(0).status()).isEqualTo(DeliveryStatus.DELIVERED);

        house.webhooks.answer("all.example.org", 429, "3600");
        webhooks.test(house.operator, id);
        house.runJobs();
        house.webhooks.recover();
        webhooks.test(house.operator, id);
        house.runJobs();
        assertThat(deliveries(id).get(0).status()).as("the newest of them").isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void a_call_that_breaks_in_our_own_hands_holds_nobody_else_up() {
        WebhookId broken =
                create(null, "broken.example.org", "role.*").webhook().id();
        create(null, "live.example.org", "role.*");
        house.webhooks.breakAt("broken.example.org");

        for (int number = 0; number < 10; number++) {
            house.tenon.roles().create(house.operator, NewRole.of("role-" + number));
            house.runJobs();
        }

        assertThat(house.webhooks.callsOf("live.example.org")).hasSize(10);
        assertThat(deliveries(broken))
                .anySatisfy(each -> assertThat(each.lastError()).isEqualTo("The call broke: IllegalArgumentException"))
                .noneMatch(each -> each.status() == DeliveryStatus.DELIVERED);
    }

    @Test
    void a_replay_is_of_a_month_at_most() {
        WebhookId id = create(null, "all.example.org", "role.*").webhook().id();
        Instant now = house.clock.instant();

        Refusal refusal = assertRefused(
                RequestRefusal.INVALID,
                () -> webhooks.replay(
                        house.operator, id, now.minus(Duration.ofDays(31)).minusMillis(1), now));

        assertThat(refusal.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/to");
            assertThat(error.detail()).contains("31 days");
        });
        assertThat(webhooks.replay(house.operator, id, now.minus(Duration.ofDays(31)), now))
                .isZero();
    }

    @Test
    void a_stop_lets_calls_come_to_their_end_and_begins_none() throws InterruptedException {
        WebhookId id = create(null, "all.example.org", "role.created").webhook().id();
        changeRole();
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        BackgroundJob worker = worker(call -> {
            called.countDown();
            await(answered);
            return new WebhookAnswer(204, null);
        });
        worker.run();
        called.await();

        Thread stop = Thread.ofVirtual().start(() -> worker.stop(Duration.ofSeconds(20)));
        assertThat(stop.join(Duration.ofMillis(200))).as("waits for the answer").isFalse();
        answered.countDown();
        assertThat(stop.join(Duration.ofSeconds(20))).isTrue();

        assertThat(deliveries(id))
                .singleElement()
                .satisfies(each -> assertThat(each.status()).isEqualTo(DeliveryStatus.DELIVERED));
        webhooks.test(house.operator, id);
        assertThat(worker.run()).isZero();
        assertThat(deliveries(id))
                .anySatisfy(each -> assertThat(each.attempts()).isZero());
    }

    @Test
    void a_stop_waits_no_longer_than_it_may() throws InterruptedException {
        create(null, "all.example.org", "role.created");
        changeRole();
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        BackgroundJob worker = worker(call -> {
            called.countDown();
            await(never);
            return new WebhookAnswer(204, null);
        });
        worker.run();
        called.await();

        long began = System.nanoTime();
        worker.stop(Duration.ofMillis(100));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(80), Duration.ofSeconds(5));
        never.countDown();
    }

    private interface Receiving {
        WebhookAnswer answer(WebhookCall call);
    }

    /** The worker of a server whose calls are answered so. */
    private BackgroundJob worker(Receiving receiving) {
        WebhookSender sender = new WebhookSender() {
            @Override
            public WebhookAnswer call(WebhookCall call) {
                return receiving.answer(call);
            }

            @Override
            public Optional<String> objection(URI url) {
                return Optional.empty();
            }
        };
        return house.builder().webhookSender(sender).build().jobs().stream()
                .filter(job -> job.name().equals("deliver-webhooks"))
                .findFirst()
                .orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_receiver_that_says_it_is_gone_is_not_called_again() {
        WebhookId id = create(null, "all.example.org", "role.*").webhook().id();
        house.webhooks.answer("all.example.org", 410, null);

        changeRole();
        house.runJobs();
        house.clock.advance(Duration.ofDays(1));
        house.runJobs();

        assertThat(webhooks.get(house.operator, id).disabledReason()).isEqualTo(Webhook.Disabled.GONE);
        assertThat(house.webhooks.calls()).hasSizeLessThanOrEqualTo(2);
        assertThat(deliveries(id)).anyMatch(each -> each.status() == DeliveryStatus.DEAD);
    }

    @Test
    void a_redirect_is_a_failure() {
        WebhookId id = create(null, "all.example.org", "role.created").webhook().id();
        house.webhooks.answer("all.example.org", 302, null);

        changeRole();
        house.runJobs();

        assertThat(deliveries(id)).singleElement().satisfies(each -> {
            assertThat(each.status()).isEqualTo(DeliveryStatus.FAILED);
            assertThat(each.responseStatus()).isEqualTo(302);
        });
    }

    @Test
    void a_receiver_with_too_much_to_do_is_asked_again_when_it_says_so() {
        WebhookId id = create(null, "all.example.org", "role.created").webhook().id();
        house.webhooks.answer("all.example.org", 429, "600");
        changeRole();
        house.runJobs();

        assertThat(deliveries(id).get(0).nextAttemptAt())
                .isEqualTo(house.clock.instant().plusSeconds(600));
        house.clock.advance(Duration.ofSeconds(599));
        house.tenon.roles().create(house.operator, NewRole.of("reviewer"));
        house.runJobs();
        assertThat(house.webhooks.calls()).as("held back as a whole").hasSize(1);
        house.clock.advance(Duration.ofSeconds(1));
        house.runJobs();
        assertThat(house.webhooks.calls()).hasSizeGreaterThan(1);
    }

    @Test
    void what_was_told_is_forgotten_after_thirty_days() {
        WebhookId id = create(null, "all.example.org", "role.*").webhook().id();
        changeRole();
        house.runJobs();
        house.clock.advance(Duration.ofDays(30).minusSeconds(1));
        house.runJobs();
        assertThat(deliveries(id)).hasSize(2);

        house.clock.advance(Duration.ofSeconds(2));
        house.runJobs();

        assertThat(deliveries(id)).isEmpty();
    }

    private void changeRole() {
        RoleId role =
                house.tenon.roles().create(house.operator, NewRole.of("editor")).id();
        house.clock.advance(Duration.ofMillis(1));
        house.tenon.roles().update(house.operator, role, RolePatch.name("writer"), Expected.any());
    }

    private IssuedWebhook create(@Nullable OrganizationId organization, String host, String... types) {
        return webhooks.create(
                house.operator, new NewWebhook(organization, "https://" + host + "/", null, Set.of(types)));
    }

    private List<Delivery> deliveries(WebhookId id) {
        return webhooks.deliveries(house.operator, id, null, PAGE).items();
    }

    private List<AuditRow> trail() {
        return house.tenon
                .auditTrail()
                .list(house.operator, AuditFilter.all(), PAGE)
                .items();
    }

    private List<String> types() {
        return types("all.example.org");
    }

    private List<String> types(String host) {
        return house.webhooks.callsOf(host).stream()
                .map(call -> call.body().replaceAll("(?s).*\"type\": \"([^\"]+)\".*", "$1"))
                .toList();
    }

    private List<String> ids() {
        return house.webhooks.calls().stream()
                .map(call -> call.headers().get("webhook-id"))
                .toList();
    }

    private static void verify(String secret, WebhookCall call) throws Exception {
        Map<String, List<String>> headers = call.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
        new com.standardwebhooks.Webhook(secret).verify(call.body(), headers);
    }

    @Test
    void what_every_worker_dies_of_is_given_up() {
        WebhookId id = create(null, "all.example.org", "role.created").webhook().id();
        changeRole();
        for (int crash = 0; crash < RetrySchedule.TRIES; crash++) {
            Instant now = house.clock.instant();
            house.storage
                    .unitOfWork()
                    .run(() -> house.storage
                            .deliveries()
                            .claim(Fixtures.anId(), now, now.plusSeconds(60), new Bounds(1, 1, 1)));
            house.clock.advance(Duration.ofSeconds(60));
        }

        house.runJobs();

        assertThat(house.webhooks.calls()).isEmpty();
        assertThat(deliveries(id).get(0).status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(deliveries(id).get(0).lastError()).contains("no try came to an end");
    }

    @Test
    void a_secret_that_cannot_be_opened_any_more_ends_the_delivery_and_not_the_webhook() {
        WebhookId id = create(null, "all.example.org", "role.created").webhook().id();
        house.storage.unitOfWork().run(() -> {
            house.storage.webhooks().rotate(id, "v1.gone.gone", house.clock.instant(), house.clock.instant());
            return id;
        });

        changeRole();
        house.runJobs();

        assertThat(deliveries(id).get(0).status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(deliveries(id).get(0).lastError()).contains("rotate");
        assertThatCode(() -> webhooks.rotate(house.operator, id)).doesNotThrowAnyException();
    }
}
