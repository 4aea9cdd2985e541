package dev.tenon.testkit.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationFilter;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.SeenOrganization;
import dev.tenon.ports.organizations.spi.MemberStore.Joining;
import dev.tenon.ports.organizations.spi.OrganizationStore;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of organizations does. */
public abstract class OrganizationStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofHours(1));

    /** Organizations of the present test's storage. */
    protected abstract OrganizationFixture organizations();

    @Test
    void gives_back_what_it_was_given_with_the_owner_as_a_member() {
        Account ana = anAccount();
        Branding branding = new Branding("Acme \"Labs\"", "#ff0044", "#00ccff", new DocumentId(Fixtures.anId()));
        Organization acme = new Organization(
                new OrganizationId(Fixtures.anId()), "Acme", "acme", ana.id(), 5_000L, branding, START, START, 1);

        assertThat(insert(acme)).isTrue();

        assertThat(store().find(acme.id())).contains(acme);
        assertThat(commit(() -> store().lock(acme.id()))).contains(acme);
        assertThat(commit(() -> store().lockAlone(acme.id()))).contains(acme);
        assertThat(store().find(acme.id(), ana.id())).contains(new SeenOrganization(acme, MemberRole.OWNER));
        assertThat(store().find(acme.id(), anAccount().id())).contains(new SeenOrganization(acme, null));
        assertThat(store().find(acme.id(), null)).contains(new SeenOrganization(acme, null));
        assertThat(storage.members().roleOf(acme.id(), ana.id())).contains(MemberRole.OWNER);
        assertThat(storage.members().organizationExists(acme.id())).isTrue();
    }

    @Test
    void writes_in_a_unit_of_work_only() {
        Organization acme = anOrganization(anAccount().id(), "acme", START);

        assertThatThrownBy(() -> store().insertIfAbsent(acme, Fixtures.anId()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store().lock(acme.id())).isInstanceOf(IllegalStateException.class);
        rollBack(() -> store().insertIfAbsent(acme, Fixtures.anId()));
        assertThat(store().find(acme.id())).isEmpty();
    }

    @Test
    void a_slug_is_taken_once() {
        Account ana = anAccount();
        Organization acme = stored(anOrganization(ana.id(), "acme", START));
        Organization other = stored(anOrganization(ana.id(), "other", START));

        assertThat(insert(anOrganization(anAccount().id(), "acme", START))).isFalse();
        assertThatThrownBy(() -> commit(() -> store().update(renamed(other, "Other", "acme"), LATER)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(OrganizationRefusal.SLUG_TAKEN));

        commit(() -> store().update(renamed(acme, "Acme", "acme-new"), LATER));
        assertThat(insert(anOrganization(ana.id(), "acme", START)))
                .as("free again")
                .isTrue();
    }

    @Test
    void updates_the_revision_that_was_read_and_no_other() {
        Organization acme = stored(anOrganization(anAccount().id(), "acme", START));
        Organization wanted = new Organization(
                acme.id(),
                "Acme Bees",
                "bees",
                acme.ownerId(),
                null,
                new Branding(null, "#112233", null, null),
                START,
                START,
                1);

        Organization after = commit(() -> store().update(wanted, LATER)).orElseThrow();

        assertThat(after)
                .isEqualTo(new Organization(
                        acme.id(), "Acme Bees", "bees", acme.ownerId(), null, wanted.branding(), START, LATER, 2));
        assertThat(store().find(acme.id())).contains(after);
        assertThat(commit(() -> store().update(wanted, LATER))).isEmpty();
        assertThat(commit(() -> store().update(anOrganization(acme.ownerId(), "none", START), LATER)))
                .isEmpty();
    }

    @Test
    void the_main_owner_is_replaced_by_another_owner() {
        Account ana = anAccount();
        Account ben = anAccount();
        Organization acme = stored(anOrganization(ana.id(), "acme", START));
        assertThat(store().countOwnedBy(ana.id())).isOne();

        change(() -> {
            storage.members().join(Fixtures.anId(), acme.id(), ben.id(), MemberRole.OWNER, null, START);
            store().replaceOwner(acme.id(), ben.id(), LATER);
            storage.members().remove(acme.id(), ana.id());
        });

        Organization after = store().find(acme.id()).orElseThrow();
        assertThat(after.ownerId()).isEqualTo(ben.id());
        assertThat(after.revision()).isEqualTo(2);
        assertThat(after.updatedAt()).isEqualTo(LATER);
        assertThat(store().countOwnedBy(ana.id())).isZero();
        assertThat(store().countOwnedBy(ben.id())).isOne();
    }

    @Test
    void says_what_stands_in_the_way_of_deleting_one_and_no_more_than_asked_for() {
        OrganizationId acme = organizations().found(anAccount().id());
        OrganizationId bees = organizations().found(anAccount().id());
        for (DeletionBlocker.Reason reason : DeletionBlocker.Reason.values()) {
            assertThat(store().blocking(reason, acme, 10)).isEmpty();

            String blocker = organizations().block(acme, reason);

            assertThat(store().blocking(reason, acme, 10)).containsExactly(blocker);
            assertThat(store().blocking(reason, bees, 10)).isEmpty();
        }
        organizations().block(acme, DeletionBlocker.Reason.DOCUMENT);
        assertThat(store().blocking(DeletionBlocker.Reason.DOCUMENT, acme, 10)).hasSize(2);
        assertThat(store().blocking(DeletionBlocker.Reason.DOCUMENT, acme, 1)).hasSize(1);
    }

    @Test
    void finds_the_one_of_a_slug() {
        Account ana = anAccount();
        Organization acme = stored(anOrganization(ana.id(), "acme", START));
        stored(anOrganization(ana.id(), "acme-bees", LATER));
        PageRequest one = PageRequest.first(1);

        assertThat(store().list(OrganizationFilter.mine().ofSlug("acme"), ana.id(), one)
                        .items())
                .containsExactly(new SeenOrganization(acme, MemberRole.OWNER));
        assertThat(store().list(OrganizationFilter.all().ofSlug("acme"), null, one)
                        .items())
                .containsExactly(new SeenOrganization(acme, null));
        assertThat(store().list(OrganizationFilter.all().ofSlug("acm"), null, one)
                        .items())
                .isEmpty();
        assertThat(store().list(
                                OrganizationFilter.mine().ofSlug("acme"),
                                anAccount().id(),
                                one)
                        .items())
                .isEmpty();
    }

    @Test
    void one_that_is_deleted_is_found_no_more_and_its_slug_is_free() {
        Account ana = anAccount();
        Organization acme = stored(anOrganization(ana.id(), "acme", START));
        change(() -> store().delete(acme.id(), LATER));

        assertThat(store().find(acme.id())).isEmpty();
        assertThat(store().find(acme.id(), ana.id())).isEmpty();
        assertThat(commit(() -> store().lock(acme.id()))).isEmpty();
        assertThat(commit(() -> store().lockAlone(acme.id()))).isEmpty();
        assertThat(storage.members().organizationExists(acme.id())).isFalse();
        assertThat(storage.members().roleOf(acme.id(), ana.id())).isEmpty();
        assertThat(store().countOwnedBy(ana.id())).isZero();
        assertThat(store().list(OrganizationFilter.all(), ana.id(), PageRequest.first(10))
                        .items())
                .isEmpty();
        assertThat(commit(() ->
                        storage.members().join(Fixtures.anId(), acme.id(), ana.id(), MemberRole.OWNER, null, LATER)))
                .isEqualTo(Joining.NO_ORGANIZATION);
        assertThat(commit(() -> store().update(acme, LATER))).isEmpty();
        assertThat(insert(anOrganization(ana.id(), "acme", LATER))).isTrue();
    }

    @Test
    void lists_ones_own_and_everybodys_newest_first_in_pages_that_hold_still() {
        Account ana = anAccount();
        Account ben = anAccount();
        List<Organization> owned = IntStream.range(0, 7)
                .mapToObj(number -> anOrganization(ana.id(), "ana-" + number, START.plusSeconds(number / 2)))
                .toList();
        shuffled(owned).forEach(this::stored);
        Organization bens = stored(anOrganization(ben.id(), "ben", LATER));
        List<SeenOrganization> newestFirst = owned.stream()
                .sorted(Comparator.comparing(Organization::createdAt)
                        .thenComparing(each -> each.id().value())
                        .reversed())
                .map(each -> new SeenOrganization(each, MemberRole.OWNER))
                .toList();
        List<SeenOrganization> all = new ArrayList<>(newestFirst);
        all.add(0, new SeenOrganization(bens, null));

        assertThat(items(OrganizationFilter.all(), ana.id())).containsExactlyElementsOf(all);
        assertThat(items(OrganizationFilter.all(), null)).hasSize(8).allMatch(each -> each.role() == null);
        assertThat(items(OrganizationFilter.mine(), null)).isEmpty();
        holdsStillInPages(
                newestFirst,
                page -> store().list(OrganizationFilter.mine(), ana.id(), page),
                () -> stored(anOrganization(ana.id(), "newest", LATER)));
    }

    @Test
    void searches_names_and_slugs_and_takes_characters_as_they_are() {
        Account ana = anAccount();
        Organization bees = stored(named(ana, "100% Bees", "honey-house"));
        stored(named(ana, "Wasps", "wasps"));

        assertThat(found("bee", ana)).containsExactly(bees);
        assertThat(found("HONEY", ana)).containsExactly(bees);
        assertThat(found("100%", ana)).containsExactly(bees);
        assertThat(found("house bees", ana)).containsExactly(bees);
        assertThat(found("10%0", ana)).isEmpty();
        assertThat(found("%", ana)).isEmpty();
        assertThat(found("bees wasps", ana)).isEmpty();
    }

    private List<Organization> found(String text, Account viewer) {
        List<SeenOrganization> mine = items(OrganizationFilter.mine().search(text), viewer.id());
        assertThat(items(OrganizationFilter.all().search(text), viewer.id())).isEqualTo(mine);
        return mine.stream().map(SeenOrganization::organization).toList();
    }

    private List<SeenOrganization> items(OrganizationFilter filter, @Nullable UserId viewer) {
        Page<SeenOrganization> page = store().list(filter, viewer, PageRequest.first(50));
        assertThat(page.nextPosition()).isNull();
        return page.items();
    }

    private OrganizationStore store() {
        return storage.organizations();
    }

    private boolean insert(Organization organization) {
        return commit(() -> store().insertIfAbsent(organization, Fixtures.anId()));
    }

    private Organization stored(Organization organization) {
        assertThat(insert(organization)).isTrue();
        return organization;
    }

    private static Organization named(Account owner, String name, String slug) {
        return renamed(anOrganization(owner.id(), slug, START), name, slug);
    }

    private static Organization anOrganization(UserId owner, String slug, Instant createdAt) {
        return Fixtures.anOrganization(owner, slug, createdAt);
    }

    private static Organization renamed(Organization organization, String name, String slug) {
        return new Organization(
                organization.id(),
                name,
                slug,
                organization.ownerId(),
                organization.storageLimit(),
                organization.branding(),
                organization.createdAt(),
                organization.updatedAt(),
                organization.revision());
    }
}
