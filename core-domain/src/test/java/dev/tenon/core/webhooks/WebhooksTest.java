package dev.tenon.core.webhooks;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Storage;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.NewApiKey;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.spi.MemberStore;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.ports.webhooks.IssuedWebhook;
import dev.tenon.ports.webhooks.NewWebhook;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.WebhookPatch;
import dev.tenon.ports.webhooks.WebhookRefusal;
import dev.tenon.ports.webhooks.Webhooks;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {

    private static final PageRequest PAGE = PageRequest.first(100);

    private final TenonInMemory house = new TenonInMemory();
    private final Webhooks webhooks = house.tenon.webhooks();
    private final Actor root = house.anAdmin("root@example.org");
    private final Actor ana = house.aPerson("ana@example.org");

    // ---- what a webhook is

    @Test
    void a_webhook_is_made_with_a_secret_that_is_shown_once() {
        IssuedWebhook issued = webhooks.create(
                root, new NewWebhook(null, "https://hooks.example.org/tenon?of=1", "the shop", Set.of("role.*")));

        assertThat(issued.secret()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(issued.webhook().createdBy()).isEqualTo(root.userId());
        assertThat(issued.webhook().isEnabled()).isTrue();
        assertThat(webhooks.get(root, issued.webhook().id())).isEqualTo(issued.webhook());
        assertThat(webhooks.list(root, null, PAGE).items()).containsExactly(issued.webhook());
        assertThat(house.auditedActions()).endsWith("webhook.created");
    }

    @Test
    void U4_the_trail_names_neither_the_secret_nor_the_address() {
        IssuedWebhook issued = create(root, null);
        webhooks.update(
                root,
                issued.webhook().id(),
                new WebhookPatch("https://other.example.org/", Patched.to("a label"), Set.of("role.*"), false),
                Expected.any());
        IssuedWebhook again = webhooks.rotate(root, issued.webhook().id());

        assertThat(house.tenon
                        .auditTrail()
                        .list(house.operator, AuditFilter.all(), PAGE)
                        .items())
                .extracting(row -> row.entry().toString())
                .noneMatch(row -> row.contains(issued.secret())
                        || row.contains(again.secret())
                        || row.contains("other.example.org")
                        || row.contains("a label"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.org",
                "ftp://hooks.example.org/",
                "http://hooks.example.org/",
                "https://user:secret@hooks.example.org/",
                "https://hooks.example.org/#fragment",
                "https:///path",
                "https://127.1/",
                "https://hooks.example.org/ a",
                "https://hooks.example.org/\r\nHost: evil",
                "https://exämple.org/",
                "javascript:alert(1)",
                "https:hooks.example.org"
            })
    void I4_refuses_what_is_no_address_of_https(String url) {
        Refusal refusal = assertRefused(
                RequestRefusal.INVALID, () -> webhooks.create(root, new NewWebhook(null, url, null, Set.of())));

        assertPointers(refusal, "/url");
    }

    @Test
    void refuses_labels_and_events_that_cannot_be() {
        Refusal refusal = assertRefused(
                RequestRefusal.INVALID,
                () -> webhooks.create(
                        root,
                        new NewWebhook(
                                null,
                                "https://hooks.example.org/" + "a".repeat(2000),
                                "two\nlines",
                                Set.of("role.created", "role.exploded", "moon.*", "*"))));

        assertPointers(refusal, "/url", "/description", "/eventTypes");
        assertThat(refusal.errors().get(2).detail()).contains("*, moon.*, role.exploded");
    }

    @Test
    void an_organization_has_no_more_than_twenty() {
        OrganizationId organization = house.storage.organizationFixture().found(ana.userId());
        List<Boolean> made = Race.of(30, number -> {
            try {
                create(ana, organization);
                return true;
            } catch (Refusal refusal) {
                assertThat(refusal.code()).isEqualTo(WebhookRefusal.TOO_MANY);
                return false;
            }
        });

        assertThat(made).filteredOn(each -> each).hasSize(Webhooks.MOST);
        create(root, null);
    }

    @Test
    void changes_what_it_is_told_to_and_nothing_else() {
        Webhook before = create(root, null).webhook();

        Webhook after = webhooks.update(
                root,
                before.id(),
                new WebhookPatch(null, Patched.to("the shop"), null, null),
                Expected.revision(before.revision()));

        assertThat(after.description()).isEqualTo("the shop");
        assertThat(after.url()).isEqualTo(before.url());
        assertThat(after.revision()).isEqualTo(before.revision() + 1);
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> webhooks.update(
                        root, before.id(), WebhookPatch.enabled(false), Expected.revision(before.revision())));
        assertThat(webhooks.update(root, before.id(), WebhookPatch.enabled(true), Expected.any()))
                .as("nothing to change")
                .isEqualTo(after);
    }

    @Test
    void one_that_is_switched_off_says_so_and_takes_nothing() {
        WebhookId id = create(root, null).webhook().id();

        Webhook off = webhooks.update(root, id, WebhookPatch.enabled(false), Expected.any());

        assertThat(off.disabledReason()).isEqualTo(Webhook.Disabled.BY_HAND);
        assertThat(off.disabledAt()).isEqualTo(house.clock.instant());
        assertRefused(WebhookRefusal.DISABLED, () -> webhooks.test(root, id));
        assertThat(webhooks.update(root, id, WebhookPatch.enabled(true), Expected.any())
                        .isEnabled())
                .isTrue();
    }

    @Test
    void one_that_is_deleted_is_gone_with_its_queue() {
        WebhookId id = create(root, null).webhook().id();
        webhooks.test(root, id);

        webhooks.delete(root, id);

        assertRefused(WebhookRefusal.NOT_FOUND, () -> webhooks.get(root, id));
        house.runJobs();
        assertThat(house.webhooks.calls()).isEmpty();
        assertThat(house.storage.deliveries().list(id, null, PAGE).items()).isEmpty();
    }

    // ---- who may

    @Test
    void C1_the_installations_are_kept_by_permission() {
        WebhookId id = create(root, null).webhook().id();

        assertRefused(RequestRefusal.FORBIDDEN, () -> create(ana, null));
        assertRefused(RequestRefusal.FORBIDDEN, () -> webhooks.list(ana, null, PAGE));
        assertRefused(RequestRefusal.FORBIDDEN, () -> webhooks.backlog(ana));
        assertRefused(WebhookRefusal.NOT_FOUND, () -> webhooks.get(ana, id));
        assertRefused(WebhookRefusal.NOT_FOUND, () -> webhooks.rotate(ana, id));
        assertRefused(WebhookRefusal.NOT_FOUND, () -> webhooks.delete(ana, id));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> webhooks.get(house.anonymous, id));
        assertThat(webhooks.backlog(root).due()).isEqualTo(1);
    }

    @Test
    void C1_an_organizations_are_kept_by_its_owners_and_administrators_alone() {
        OrganizationId organization = house.storage.organizationFixture().found(ana.userId());
        Actor admin = member(organization, MemberRole.ADMIN);
        Actor member = member(organization, MemberRole.MEMBER);
        Actor stranger = house.aPerson("eva@example.org");
        house.storage.organizationFixture().found(stranger.userId());
        WebhookId id = create(admin, organization).webhook().id();

        assertThat(webhooks.list(ana, organization, PAGE).items()).hasSize(1);
        assertThat(webhooks.get(root, id).organizationId()).isEqualTo(organization);
        for (Actor other : List.of(member, stranger)) {
            assertRefused(OrganizationRefusal.NOT_FOUND, () -> create(other, organization));
            assertRefused(OrganizationRefusal.NOT_FOUND, () -> webhooks.list(other, organization, PAGE));
            assertRefused(WebhookRefusal.NOT_FOUND, () -> webhooks.get(other, id));
            assertRefused(WebhookRefusal.NOT_FOUND, () -> webhooks.test(other, id));
            assertRefused(WebhookRefusal.NOT_FOUND, () -> webhooks.deliveries(other, id, null, PAGE));
            assertRefused(
                    WebhookRefusal.NOT_FOUND,
                    () -> webhooks.update(other, id, WebhookPatch.enabled(false), Expected.any()));
        }
    }

    @Test
    void C1_who_runs_the_organization_no_more_at_the_commit_changes_nothing() {
        OrganizationId organization = house.storage.organizationFixture().found(ana.userId());
        Actor eva = house.aPerson("eva@example.org");
        WebhookId id = create(ana, organization).webhook().id();
        EventId event = webhooks.test(ana, id).eventId();
        Webhook before = webhooks.get(ana, id);
        Instant now = house.clock.instant();
        Webhooks late = house.builder()
                .storage(losesRole(organization, eva.userId()))
                .build()
                .webhooks();
        List<Runnable> attempts = List.of(
                () -> late.update(eva, id, WebhookPatch.enabled(false), Expected.any()),
                () -> late.rotate(eva, id),
                () -> late.delete(eva, id),
                () -> late.retry(eva, id, event),
                () -> late.replay(eva, id, now.minusSeconds(1), now.plusSeconds(1)),
                () -> late.test(eva, id));

        for (Runnable attempt : attempts) {
            house.storage.organizationFixture().join(organization, eva.userId(), MemberRole.ADMIN);
            assertRefused(WebhookRefusal.NOT_FOUND, attempt::run);
        }

        assertThat(webhooks.get(ana, id)).isEqualTo(before);
    }

    /** A storage in which somebody is thrown out of an organization as soon as their role has been looked at. */
    private Storage losesRole(OrganizationId organization, UserId person) {
        MemberStore members = house.storage.members();
        MemberStore losing = wrapped(MemberStore.class, members, "roleOf", found -> {
            house.storage.unitOfWork().run(() -> members.remove(organization, person));
            return found;
        });
        return wrapped(Storage.class, house.storage, "members", any -> losing);
    }

    private static <T> T wrapped(Class<T> port, T inner, String method, UnaryOperator<Object> after) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, called, arguments) -> {
                    try {
                        Object found = called.invoke(inner, arguments);
                        return called.getName().equals(method) ? after.apply(found) : found;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    @Test
    void C1_an_unknown_organization_has_none() {
        OrganizationId nowhere = new OrganizationId(Fixtures.anId());

        assertRefused(OrganizationRefusal.NOT_FOUND, () -> create(root, nowhere));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> webhooks.list(root, nowhere, PAGE));
    }

    @Test
    void S5_a_key_keeps_the_installations_within_its_scopes_and_no_organizations() {
        OrganizationId organization = house.storage.organizationFixture().found(ana.userId());
        Actor reader = keyOf(root, "webhooks:read");
        Actor managers = keyOf(ana, "memberships:write");
        WebhookId id = create(root, null).webhook().id();

        assertThat(webhooks.get(reader, id).id()).isEqualTo(id);
        assertRefused(RequestRefusal.FORBIDDEN, () -> create(reader, null));
        assertRefused(RequestRefusal.FORBIDDEN, () -> webhooks.delete(reader, id));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> create(managers, organization));
    }

    @Test
    void nobody_changes_one_in_somebody_elses_name() {
        OrganizationId organization = house.storage.organizationFixture().found(ana.userId());
        WebhookId id = create(ana, organization).webhook().id();
        Actor inAnasName = ana.impersonatedBy(root.userId());

        assertThat(webhooks.get(inAnasName, id).id()).isEqualTo(id);
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> create(inAnasName, organization));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> webhooks.rotate(inAnasName, id));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> webhooks.test(inAnasName, id));
    }

    @Test
    void A7_an_account_that_is_taken_back_tells_the_intruder_nothing_any_more() {
        OrganizationId organization = house.storage.organizationFixture().found(ana.userId());
        WebhookId id = create(ana, organization).webhook().id();
        house.tenon.emailChanges().request(ana, "thief@example.org", Fixtures.PASSWORD);
        house.tenon.emailChanges().confirm(house.anonymous, house.mailedToken("thief@example.org"));
        assertThat(webhooks.get(root, id).isEnabled()).isTrue();

        house.tenon.emailChanges().undo(house.anonymous, house.mailedToken("ana@example.org"));

        assertThat(webhooks.get(root, id).disabledReason()).isEqualTo(Webhook.Disabled.TAKEN_BACK);
        assertThat(house.auditedActions()).contains("webhook.disabled");
    }

    @Test
    void A7_an_account_that_is_taken_back_has_led_no_webhook_of_others_elsewhere() {
        OrganizationId organization = house.storage.organizationFixture().found(ana.userId());
        Actor eva = house.aPerson("eva@example.org");
        house.storage.organizationFixture().join(organization, eva.userId(), MemberRole.ADMIN);
        WebhookId turned = create(eva, organization).webhook().id();
        WebhookId rotated = create(eva, organization).webhook().id();
        WebhookId labelled = create(eva, organization).webhook().id();
        house.tenon.emailChanges().request(ana, "thief@example.org", Fixtures.PASSWORD);
        house.tenon.emailChanges().confirm(house.anonymous, house.mailedToken("thief@example.org"));
        webhooks.update(
                ana,
                turned,
                new WebhookPatch("https://thief.example.org/", Patched.absent(), null, null),
                Expected.any());
        webhooks.rotate(ana, rotated);
        webhooks.update(ana, labelled, new WebhookPatch(null, Patched.to("ours"), null, null), Expected.any());

        house.tenon.emailChanges().undo(house.anonymous, house.mailedToken("ana@example.org"));

        assertThat(webhooks.get(root, turned).disabledReason()).isEqualTo(Webhook.Disabled.TAKEN_BACK);
        assertThat(webhooks.get(root, rotated).disabledReason()).isEqualTo(Webhook.Disabled.TAKEN_BACK);
        assertThat(webhooks.get(root, labelled).isEnabled()).isTrue();
    }

    private IssuedWebhook create(Actor actor, @Nullable OrganizationId organization) {
        return webhooks.create(actor, new NewWebhook(organization, "https://hooks.example.org/", null, Set.of()));
    }

    private Actor member(OrganizationId organization, MemberRole role) {
        Actor person = house.aPerson(role.name().toLowerCase(java.util.Locale.ROOT) + "@example.org");
        house.storage.organizationFixture().join(organization, person.userId(), role);
        return person;
    }

    private Actor keyOf(Actor owner, String scope) {
        String key = house.tenon
                .apiKeys()
                .create(owner, new NewApiKey(null, null, KeyScopes.custom(Set.of(scope)), null), null)
                .token()
                .text();
        return house.tenon.apiKeys().authenticate(TenonInMemory.ORIGIN, key).actor();
    }
}
