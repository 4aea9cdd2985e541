package dev.tenon.testkit.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.spi.AuditStore.Unchained;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.Webhook.Disabled;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of webhooks does. */
public abstract class WebhookStoreContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(60);

    /** Puts organizations into the storage of the present test. */
    protected abstract OrganizationFixture organizations();

    @Test
    void keeps_a_webhook_as_it_was_inserted() {
        UserId maker = anAccount().id();
        OrganizationId organization = organizations().found(maker);
        Webhook plain = stored(webhook(null, START));
        Webhook full = stored(new Webhook(
                new WebhookId(Fixtures.anId()),
                organization,
                maker,
                URI.create("https://hooks.example.org:8443/a?b=c"),
                "Ünïcode – label",
                Set.of("role.*", "member.joined"),
                null,
                null,
                null,
                0,
                null,
                START,
                1));

        assertThat(storage.webhooks().find(plain.id())).contains(plain);
        assertThat(storage.webhooks().find(full.id())).contains(full);
        assertThat(storage.webhooks().find(new WebhookId(Fixtures.anId()))).isEmpty();
        assertThat(storage.webhooks().list(null, PageRequest.first(10)).items()).containsExactly(plain);
        assertThat(storage.webhooks().list(organization, PageRequest.first(10)).items())
                .containsExactly(full);
    }

    @Test
    void lists_the_newest_first_and_holds_still_in_pages() {
        List<Webhook> newestFirst = IntStream.range(0, 6)
                .mapToObj(number -> webhook(null, START.plusSeconds(100 - number)))
                .toList();
        shuffled(newestFirst).forEach(this::stored);

        holdsStillInPages(
                newestFirst,
                page -> storage.webhooks().list(null, page),
                () -> stored(webhook(null, START.plusSeconds(200))));
    }

    @Test
    void counts_those_of_an_organization_and_those_of_the_installation() {
        OrganizationId organization = organizations().found(anAccount().id());
        stored(webhook(organization, START));
        stored(webhook(null, START));
        stored(webhook(null, START));

        assertThat(this.<Integer>commit(() -> storage.webhooks().count(organization)))
                .isEqualTo(1);
        assertThat(this.<Integer>commit(() -> storage.webhooks().count(null))).isEqualTo(2);
    }

    @Test
    void of_many_who_count_before_they_add_nobody_counts_too_few() {
        OrganizationId organization = organizations().found(anAccount().id());
        for (@Nullable OrganizationId owner : new @Nullable OrganizationId[] {organization, null}) {
            List<Integer> seen = Race.of(
                    12,
                    number -> commit(() -> {
                        int count = storage.webhooks().count(owner);
                        storage.webhooks().insert(webhook(owner, START), "sealed");
                        return count;
                    }));

            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 12).boxed().toList());
        }
    }

    @Test
    void takes_over_what_can_change_and_counts_the_revision() {
        Webhook before = stored(webhook(null, START));
        Webhook wanted = new Webhook(
                before.id(),
                null,
                before.createdBy(),
                URI.create("https://other.example.org/"),
                "other",
                Set.of("role.created"),
                Disabled.BY_HAND,
                LATER,
                START,
                3,
                null,
                before.createdAt(),
                before.revision());

        change(() -> storage.webhooks().update(wanted, LATER));

        Webhook after = storage.webhooks().find(before.id()).orElseThrow();
        assertThat(after.revision()).isEqualTo(before.revision() + 1);
        assertThat(after).usingRecursiveComparison().ignoringFields("revision").isEqualTo(wanted);
    }

    @Test
    void a_rotated_secret_is_kept_beside_the_new_one_until_it_is_forgotten() {
        Webhook webhook = stored(webhook(null, START));

        change(() -> storage.webhooks().rotate(webhook.id(), "sealed anew", LATER, START));

        assertThat(storage.webhooks().find(webhook.id()).orElseThrow().previousSecretUntil())
                .isEqualTo(LATER);
        assertThat(this.<Integer>commit(() -> storage.webhooks().forgetPreviousSecrets(LATER.minusSeconds(1))))
                .isZero();
        assertThat(this.<Integer>commit(() -> storage.webhooks().forgetPreviousSecrets(LATER)))
                .isEqualTo(1);
        assertThat(storage.webhooks().find(webhook.id()).orElseThrow().previousSecretUntil())
                .isNull();
    }

    @Test
    void notes_since_when_and_how_often_calls_fail_until_one_arrives() {
        WebhookId id = stored(webhook(null, START)).id();

        change(() -> storage.webhooks().failed(id, START, LATER));
        Optional<Webhook> twice = commit(() -> storage.webhooks().failed(id, LATER, LATER));

        assertThat(twice.orElseThrow().failures()).isEqualTo(2);
        assertThat(twice.orElseThrow().failingSince()).isEqualTo(START);
        change(() -> storage.webhooks().arrived(id));
        Webhook well = storage.webhooks().find(id).orElseThrow();
        assertThat(well.failures()).isZero();
        assertThat(well.failingSince()).isNull();
        assertThat(this.<Optional<Webhook>>commit(
                        () -> storage.webhooks().failed(new WebhookId(Fixtures.anId()), START, LATER)))
                .isEmpty();
    }

    @Test
    void is_disabled_once() {
        WebhookId id = stored(webhook(null, START)).id();

        assertThat(this.<Boolean>commit(() -> storage.webhooks().disable(id, Disabled.GONE, LATER)))
                .isTrue();
        assertThat(this.<Boolean>commit(() -> storage.webhooks().disable(id, Disabled.FAILING, LATER.plusSeconds(1))))
                .isFalse();
        Webhook disabled = storage.webhooks().find(id).orElseThrow();
        assertThat(disabled.disabledReason()).isEqualTo(Disabled.GONE);
        assertThat(disabled.disabledAt()).isEqualTo(LATER);
    }

    @Test
    void disables_what_somebody_made_since_then() {
        UserId maker = anAccount().id();
        Webhook early = stored(madeBy(maker, START));
        Webhook late = stored(madeBy(maker, LATER));
        Webhook others = stored(madeBy(anAccount().id(), LATER));

        List<Webhook> disabled =
                commit(() -> storage.webhooks().disableTouchedBy(maker, LATER, Disabled.TAKEN_BACK, LATER));

        assertThat(disabled).extracting(Webhook::id).containsExactly(late.id());
        assertThat(storage.webhooks().find(late.id()).orElseThrow().disabledReason())
                .isEqualTo(Disabled.TAKEN_BACK);
        assertThat(storage.webhooks().find(early.id())).contains(early);
        assertThat(storage.webhooks().find(others.id())).contains(others);
    }

    @Test
    void disables_what_somebody_led_elsewhere_or_gave_another_secret_since_then() {
        UserId person = anAccount().id();
        Webhook turned = stored(webhook(null, START));
        Webhook rotated = stored(webhook(null, START));
        Webhook labelled = stored(webhook(null, START));
        Webhook before = stored(webhook(null, START));
        Webhook byOthers = stored(webhook(null, START));
        recorded(person, "webhook.updated", turned, LATER, "url");
        recorded(person, "webhook.rotated", rotated, LATER, "secret");
        recorded(person, "webhook.updated", labelled, LATER, "description");
        recorded(person, "webhook.updated", before, START, "url");
        recorded(anAccount().id(), "webhook.updated", byOthers, LATER, "url");

        List<Webhook> disabled =
                commit(() -> storage.webhooks().disableTouchedBy(person, LATER, Disabled.TAKEN_BACK, LATER));

        assertThat(disabled).extracting(Webhook::id).containsExactlyInAnyOrder(turned.id(), rotated.id());
        assertThat(storage.webhooks().find(labelled.id())).contains(labelled);
    }

    private void recorded(UserId person, String action, Webhook webhook, Instant time, String field) {
        AuditEntry entry =
                AuditEntry.of(action, "webhook_endpoints", webhook.id()).changedWithheld(field);
        Unchained row = Fixtures.anUnchainedRow(person, entry, time);
        change(() -> storage.audit().append("global", List.of(row)));
    }

    private static Webhook madeBy(UserId maker, Instant createdAt) {
        Webhook nobodys = webhook(null, createdAt);
        return new Webhook(
                nobodys.id(), null, maker, nobodys.url(), null, Set.of(), null, null, null, 0, null, createdAt, 1);
    }

    @Test
    void is_deleted_alone_or_with_all_of_its_organization() {
        OrganizationId organization = organizations().found(anAccount().id());
        Webhook one = stored(webhook(organization, START));
        stored(webhook(organization, START));
        stored(webhook(organization, START));
        Webhook installations = stored(webhook(null, START));

        change(() -> storage.webhooks().delete(one.id()));
        assertThat(storage.webhooks().find(one.id())).isEmpty();
        assertThat(this.<Integer>commit(() -> storage.webhooks().deleteOf(organization)))
                .isEqualTo(2);

        assertThat(storage.webhooks().list(organization, PageRequest.first(5)).items())
                .isEmpty();
        assertThat(storage.webhooks().find(installations.id())).isPresent();
    }

    private Webhook stored(Webhook webhook) {
        change(() -> storage.webhooks().insert(webhook, "sealed"));
        return webhook;
    }

    /** One that asks for every event. */
    static Webhook webhook(@Nullable OrganizationId organization, Instant createdAt, String... types) {
        return new Webhook(
                new WebhookId(Fixtures.anId()),
                organization,
                null,
                URI.create("https://hooks.example.org/"),
                null,
                Set.of(types),
                null,
                null,
                null,
                0,
                null,
                createdAt,
                1);
    }

    /** A minute that everybody may have who claims something. */
    static final Duration LEASE = Duration.ofMinutes(1);
}
