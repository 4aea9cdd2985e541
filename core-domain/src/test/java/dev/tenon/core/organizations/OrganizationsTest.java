package dev.tenon.core.organizations;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.NewApiKey;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.BrandingPatch;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberRefusal;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationFilter;
import dev.tenon.ports.organizations.OrganizationPatch;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.Organizations;
import dev.tenon.ports.organizations.SeenOrganization;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.testkit.Fixtures;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationsTest {

    private static final PageRequest FIRST = PageRequest.first(50);

    private final TenonInMemory house = new TenonInMemory();
    private final Organizations organizations = house.tenon.organizations();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");
    private final Actor stranger = house.aPerson("stranger@example.org");
    private final Actor administrator = house.anAdmin("root@example.org");

    // ---- founding

    @Test
    void whoever_founds_one_owns_it() {
        SeenOrganization acme = organizations.create(ana, NewOrganization.named("Acme Bees"));

        assertThat(acme.role()).isEqualTo(MemberRole.OWNER);
        assertThat(acme.organization().name()).isEqualTo("Acme Bees");
        assertThat(acme.organization().slug()).isEqualTo("acme-bees");
        assertThat(acme.organization().ownerId()).isEqualTo(id(ana));
        assertThat(acme.organization().storageLimit()).isEqualTo(1L << 30);
        assertThat(acme.organization().branding()).isEqualTo(Branding.NONE);
        assertThat(organizations.get(ana, acme.organization().id())).isEqualTo(acme);
        assertThat(actionsIn(acme.organization().id())).containsExactly("member.joined", "organization.created");
    }

    @ParameterizedTest
    @CsvSource({
        "Acme, acme",
        "'Ærø & Žluťoučký Kůň, Ltd.', r-zlutoucky-kun-ltd",
        "--a--b--, a-b",
        "ＡＢＣ, abc",
    })
    void a_slug_is_made_from_the_name(String name, String slug) {
        assertThat(organizations
                        .create(ana, NewOrganization.named(name))
                        .organization()
                        .slug())
                .isEqualTo(slug);
    }

    @Test
    void a_made_slug_that_is_taken_gets_an_ending_of_its_own() {
        String first = found(ana, "Acme").slug();
        String second = found(ben, "Acme!").slug();
        String third = found(ben, "蜜蜂").slug();
        String longest = found(ben, "x".repeat(62) + "-yz").slug();

        assertThat(first).isEqualTo("acme");
        assertThat(second).matches("acme-[0-9a-f]{8}");
        assertThat(third).matches("org-[0-9a-f]{8}");
        assertThat(longest).isEqualTo("x".repeat(62));
        assertThat(found(ben, "x".repeat(62)).slug()).matches("x{54}-[0-9a-f]{8}");
    }

    @Test
    void a_slug_that_is_taken_is_refused_to_whoever_asks_for_it() {
        Organization acme = found(ana, "Acme");
        Organization other = found(ben, "Other");

        assertRefused(
                OrganizationRefusal.SLUG_TAKEN, () -> organizations.create(ben, new NewOrganization("Acme", "acme")));
        assertRefused(OrganizationRefusal.SLUG_TAKEN, () -> update(ben, other, OrganizationPatch.slug("acme")));
        update(ana, acme, OrganizationPatch.slug("acme-2"));
        assertThat(organizations
                        .create(ben, new NewOrganization("Acme", "acme"))
                        .organization()
                        .slug())
                .as("free again")
                .isEqualTo("acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a--b", "A", "ä", "a b", "a_b", "a\n"})
    void a_slug_has_one_form(String slug) {
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID, () -> organizations.create(ana, new NewOrganization("Acme", slug))),
                "/slug");
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> organizations.create(ana, new NewOrganization("Acme", "a".repeat(64)))),
                "/slug");
    }

    @Test
    void a_name_is_one_line_and_not_blank() {
        for (String name : List.of("", " ", "a\nb", " a", "a".repeat(256))) {
            assertPointers(
                    assertRefused(RequestRefusal.INVALID, () -> organizations.create(ana, NewOrganization.named(name))),
                    "/name");
        }
    }

    @Test
    void one_person_is_the_main_owner_of_so_many_and_no_more() {
        Tenon strict = house.builder()
                .organizationPolicy(new OrganizationPolicy(2, 100, null))
                .build();
        Organization first =
                strict.organizations().create(ana, NewOrganization.named("One")).organization();
        strict.organizations().create(ana, NewOrganization.named("Two"));

        assertThat(first.storageLimit()).isNull();
        assertRefused(
                OrganizationRefusal.TOO_MANY, () -> strict.organizations().create(ana, NewOrganization.named("Three")));
        strict.organizations().create(ben, NewOrganization.named("Three"));
        strict.organizations().delete(ana, first.id(), Expected.any());
        strict.organizations().create(ana, NewOrganization.named("Four"));
    }

    @Test
    void a_program_founds_in_its_owners_name_with_the_scope_alone_and_an_organizations_program_never() {
        Actor scoped = key(ana, "memberships:write");
        Actor unscoped = key(ana, "memberships:read", "profile:read");
        OrganizationId acme = found(scoped, "Acme").id();
        Actor program =
                Actor.keyOf(acme, new ApiKeyId(Fixtures.anId()), Set.of("documents:read"), TenonInMemory.ORIGIN);

        assertRefused(RequestRefusal.FORBIDDEN, () -> organizations.create(unscoped, NewOrganization.named("B")));
        assertThat(organizations.get(unscoped, acme).role()).isEqualTo(MemberRole.OWNER);
        assertRefused(RequestRefusal.FORBIDDEN, () -> organizations.get(scoped, acme));
        assertRefused(ApiKeyRefusal.NOT_HERE, () -> organizations.create(program, NewOrganization.named("B")));
        assertRefused(ApiKeyRefusal.NOT_HERE, () -> organizations.get(program, acme));
        assertRefused(
                ApiKeyRefusal.NOT_HERE,
                () -> organizations.update(program, acme, OrganizationPatch.name("B"), Expected.any()));
        assertRefused(ApiKeyRefusal.NOT_HERE, () -> organizations.list(program, OrganizationFilter.mine(), FIRST));
        assertRefused(
                ApiKeyRefusal.NOT_HERE, () -> house.tenon.members().list(program, acme, MemberFilter.all(), FIRST));
    }

    @Test
    void nobody_founds_before_the_address_is_verified() {
        house.tenon.accounts().signUp(house.anonymous, Fixtures.aRegistration("fresh@example.org"));
        Actor fresh = house.tenon.sessions().actingAs(house.operator, "fresh@example.org");

        assertRefused(RequestRefusal.FORBIDDEN, () -> organizations.create(fresh, NewOrganization.named("Acme")));
        house.tenon.accounts().verifyEmail(house.anonymous, house.mailedToken("fresh@example.org"));
        organizations.create(fresh, NewOrganization.named("Acme"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x202E, 0x2066, 0x200B, 0x200E, 0xFEFF, 0xAD, 0xE0041})
    void a_name_hides_nothing_and_does_not_turn_the_direction_of_writing(int codePoint) {
        String name = "Acme" + Character.toString(codePoint) + "Bees";
        Organization acme = found(ana, "Acme");

        assertPointers(
                assertRefused(RequestRefusal.INVALID, () -> organizations.create(ana, NewOrganization.named(name))),
                "/name");
        assertPointers(
                assertRefused(RequestRefusal.INVALID, () -> update(ana, acme, OrganizationPatch.name(name))), "/name");
        BrandingPatch look = new BrandingPatch(Patched.to(name), Patched.absent(), Patched.absent(), Patched.absent());
        assertPointers(
                assertRefused(RequestRefusal.INVALID, () -> update(ana, acme, OrganizationPatch.branding(look))),
                "/customBranding/name");
    }

    @Test
    void a_name_may_join_letters_as_its_language_does() {
        assertThat(found(ana, "می\u200Cخواهم 👩\u200D🚀").name()).isEqualTo("می\u200Cخواهم 👩\u200D🚀");
    }

    @Test
    void what_changes_nothing_is_not_recorded_and_raises_no_revision() {
        Organization acme = found(ana, "Acme");

        SeenOrganization same = update(ana, acme, OrganizationPatch.name("Acme"));

        assertThat(same.organization()).isEqualTo(acme);
        assertThat(house.auditedActions()).doesNotContain("organization.updated");
    }

    @Test
    void what_is_unsettled_stands_in_the_way_of_deleting() {
        Organization acme = found(ana, "Acme");
        Map<DeletionBlocker.Reason, String> rows = new EnumMap<>(DeletionBlocker.Reason.class);
        for (DeletionBlocker.Reason reason : DeletionBlocker.Reason.values()) {
            rows.put(reason, house.storage.organizationFixture().block(acme.id(), reason));
        }

        assertThat(organizations.blockers(ana, acme.id()))
                .extracting(DeletionBlocker::reason, DeletionBlocker::recordId)
                .containsExactlyElementsOf(rows.entrySet().stream()
                        .map(row -> tuple(row.getKey(), row.getValue()))
                        .toList());
        Refusal refusal = assertRefused(
                OrganizationRefusal.DELETION_BLOCKED, () -> organizations.delete(ana, acme.id(), Expected.any()));
        assertPointers(
                refusal,
                rows.entrySet().stream()
                        .map(row -> "/" + row.getKey().table() + "/" + row.getValue())
                        .toArray(String[]::new));
        assertThat(organizations.get(ana, acme.id()).organization()).isEqualTo(acme);
    }

    @Test
    void nobody_founds_without_an_account() {
        assertRefused(
                RequestRefusal.UNAUTHENTICATED,
                () -> organizations.create(house.anonymous, NewOrganization.named("A")));
        assertRefused(RequestRefusal.FORBIDDEN, () -> organizations.create(house.operator, NewOrganization.named("A")));
    }

    @Test
    void whose_account_was_banned_meanwhile_founds_nothing() {
        house.tenon
                .accounts()
                .update(house.operator, id(ana), AccountPatch.status(AccountStatus.BANNED), Expected.any());

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> organizations.create(ana, NewOrganization.named("A")));
    }

    // ---- reading

    @Test
    void C1_a_stranger_learns_of_one_no_more_than_of_what_does_not_exist() {
        OrganizationId acme = found(ana, "Acme").id();
        OrganizationId nothing = new OrganizationId(Fixtures.anId());

        for (OrganizationId id : List.of(acme, nothing)) {
            assertRefused(OrganizationRefusal.NOT_FOUND, () -> organizations.get(stranger, id));
            assertRefused(
                    OrganizationRefusal.NOT_FOUND,
                    () -> organizations.update(stranger, id, OrganizationPatch.name("B"), Expected.any()));
            assertRefused(OrganizationRefusal.NOT_FOUND, () -> organizations.blockers(stranger, id));
            assertRefused(OrganizationRefusal.NOT_FOUND, () -> organizations.delete(stranger, id, Expected.any()));
            assertRefused(
                    OrganizationRefusal.NOT_FOUND,
                    () -> organizations.transfer(stranger, id, id(stranger), MemberRole.OWNER));
            assertRefused(
                    OrganizationRefusal.NOT_FOUND,
                    () -> house.tenon.members().list(stranger, id, MemberFilter.all(), FIRST));
            assertRefused(
                    OrganizationRefusal.NOT_FOUND, () -> house.tenon.members().get(stranger, id, id(ana)));
            assertRefused(
                    OrganizationRefusal.NOT_FOUND, () -> house.tenon.members().remove(stranger, id, id(ana)));
        }
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> organizations.get(house.anonymous, acme));
    }

    @Test
    void lists_ones_own_with_ones_role_and_everybodys_to_who_may() {
        OrganizationId acme = found(ana, "Acme").id();
        OrganizationId bees = found(ben, "Bees").id();
        join(acme, ben, MemberRole.MEMBER);

        assertThat(organizations.list(ben, OrganizationFilter.mine(), FIRST).items())
                .extracting(seen -> seen.organization().id(), SeenOrganization::role)
                .containsExactly(tuple(bees, MemberRole.OWNER), tuple(acme, MemberRole.MEMBER));
        assertThat(organizations
                        .list(ben, OrganizationFilter.mine().search("acm"), FIRST)
                        .items())
                .extracting(seen -> seen.organization().id())
                .containsExactly(acme);
        assertThat(organizations
                        .list(stranger, OrganizationFilter.mine(), FIRST)
                        .items())
                .isEmpty();
        assertRefused(RequestRefusal.FORBIDDEN, () -> organizations.list(ben, OrganizationFilter.all(), FIRST));
        assertThat(organizations
                        .list(administrator, OrganizationFilter.all(), FIRST)
                        .items())
                .hasSize(2);
        assertThat(organizations
                        .list(house.operator, OrganizationFilter.all(), FIRST)
                        .items())
                .hasSize(2);
        assertRefused(
                RequestRefusal.FORBIDDEN, () -> organizations.list(house.operator, OrganizationFilter.mine(), FIRST));
    }

    // ---- changing

    @Test
    void owners_and_admins_change_name_slug_and_look_and_members_do_not() {
        Organization acme = found(ana, "Acme");
        join(acme.id(), ben, MemberRole.MEMBER);
        BrandingPatch look = new BrandingPatch(
                Patched.to("Acme Labs"), Patched.to("#FF0044"), Patched.to("#00ccff"), Patched.absent());

        assertRefused(RequestRefusal.FORBIDDEN, () -> update(ben, acme, OrganizationPatch.name("B")));
        join(acme.id(), ben, MemberRole.ADMIN);
        SeenOrganization renamed = update(ben, acme, OrganizationPatch.name("Acme Bees"));
        SeenOrganization styled = update(ben, renamed.organization(), OrganizationPatch.branding(look));

        assertThat(renamed.role()).isEqualTo(MemberRole.ADMIN);
        assertThat(renamed.organization().slug())
                .as("only what the patch names")
                .isEqualTo("acme");
        assertThat(styled.organization().branding()).isEqualTo(new Branding("Acme Labs", "#ff0044", "#00ccff", null));
        SeenOrganization less = update(
                ben,
                styled.organization(),
                OrganizationPatch.branding(
                        new BrandingPatch(Patched.absent(), Patched.to(null), Patched.absent(), Patched.absent())));
        assertThat(less.organization().branding()).isEqualTo(new Branding("Acme Labs", null, "#00ccff", null));
        SeenOrganization plain = update(ben, less.organization(), OrganizationPatch.branding(BrandingPatch.removed()));
        assertThat(plain.organization().branding()).isEqualTo(Branding.NONE);
        assertThat(plain.organization().revision()).isEqualTo(5);
    }

    @Test
    void only_a_revision_that_was_seen_is_changed_or_deleted() {
        Organization acme = found(ana, "Acme");
        update(ana, acme, OrganizationPatch.name("Acme Bees"));

        assertRefused(
                RequestRefusal.PRECONDITION_FAILED, () -> update(ana, acme, OrganizationPatch.name("Acme Wasps")));
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> organizations.delete(ana, acme.id(), Expected.revision(acme.revision())));
    }

    @Test
    void says_every_part_of_a_look_that_is_wrong_and_takes_no_address() {
        Organization acme = found(ana, "Acme");
        BrandingPatch wrong = new BrandingPatch(
                Patched.to("a".repeat(101)), Patched.to("red"), Patched.to("#12345g"), Patched.absent());

        assertPointers(
                assertRefused(RequestRefusal.INVALID, () -> update(ana, acme, OrganizationPatch.branding(wrong))),
                "/customBranding/name",
                "/customBranding/primaryColor",
                "/customBranding/accentColor");
    }

    @Test
    void a_logo_is_a_document_of_ones_own() {
        Organization acme = found(ana, "Acme");
        Document own = house.tenon.documents().upload(ana, Fixtures.aNewDocument("logo.txt", "logo"));
        Document others = house.tenon.documents().upload(ben, Fixtures.aNewDocument("logo.txt", "logo"));

        assertRefused(DocumentRefusal.NOT_FOUND, () -> update(ana, acme, logo(others.id())));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> update(ana, acme, logo(new DocumentId(Fixtures.anId()))));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> update(house.operator, acme, logo(own.id())));
        assertThat(update(ana, acme, logo(own.id())).organization().branding().logoDocumentId())
                .isEqualTo(own.id());
    }

    @Test
    void the_storage_limit_is_for_administrators_of_the_installation_to_change() {
        Organization acme = found(ana, "Acme");

        assertRefused(RequestRefusal.FORBIDDEN, () -> update(ana, acme, OrganizationPatch.storageLimit(null)));
        SeenOrganization unlimited = update(administrator, acme, OrganizationPatch.storageLimit(null));
        assertThat(unlimited.organization().storageLimit()).isNull();
        assertThat(unlimited.role()).as("from outside").isNull();
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> update(administrator, unlimited.organization(), OrganizationPatch.storageLimit(-1L))),
                "/storageLimit");
    }

    @Test
    void who_sees_every_organization_but_changes_none_is_told_so() {
        Organization acme = found(ana, "Acme");
        house.tenon.roles().create(house.operator, NewRole.of("watcher", "organizations:read"));
        house.tenon
                .roles()
                .assign(
                        house.operator,
                        id(stranger),
                        house.tenon
                                .roles()
                                .named(house.operator, null, "watcher")
                                .id());
        Actor watcher = house.signIn("stranger@example.org");

        assertThat(organizations.get(watcher, acme.id()).role()).isNull();
        assertRefused(RequestRefusal.FORBIDDEN, () -> update(watcher, acme, OrganizationPatch.name("B")));
        assertRefused(
                OrganizationRefusal.NOT_FOUND,
                () -> organizations.delete(watcher, new OrganizationId(Fixtures.anId()), Expected.any()));
    }

    // ---- handing over

    @Test
    void an_owner_hands_it_over_to_a_member_and_stays_an_owner_unless_told_otherwise() {
        Organization acme = found(ana, "Acme");
        join(acme.id(), ben, MemberRole.MEMBER);

        SeenOrganization after = organizations.transfer(ana, acme.id(), id(ben), MemberRole.OWNER);
        assertThat(after.organization().ownerId()).isEqualTo(id(ben));
        assertThat(after.role()).isEqualTo(MemberRole.OWNER);
        assertThat(role(acme, ben)).isEqualTo(MemberRole.OWNER);

        SeenOrganization back = organizations.transfer(ben, acme.id(), id(ana), MemberRole.MEMBER);
        assertThat(back.organization().ownerId()).isEqualTo(id(ana));
        assertThat(back.role()).isEqualTo(MemberRole.MEMBER);
        assertThat(actionsIn(acme.id()))
                .containsSubsequence("member.updated", "organization.owner-changed", "organization.owner-changed");
        assertRefused(
                RequestRefusal.FORBIDDEN, () -> organizations.transfer(ben, acme.id(), id(ben), MemberRole.OWNER));
    }

    @Test
    void nobody_but_an_active_member_is_handed_it() {
        Organization acme = found(ana, "Acme");
        assertRefused(
                MemberRefusal.NOT_FOUND, () -> organizations.transfer(ana, acme.id(), id(stranger), MemberRole.OWNER));
        join(acme.id(), ben, MemberRole.ADMIN);
        assertRefused(
                RequestRefusal.FORBIDDEN, () -> organizations.transfer(ben, acme.id(), id(ben), MemberRole.OWNER));
        house.tenon
                .accounts()
                .update(house.operator, id(ben), AccountPatch.status(AccountStatus.BANNED), Expected.any());
        assertRefused(MemberRefusal.NOT_FOUND, () -> organizations.transfer(ana, acme.id(), id(ben), MemberRole.OWNER));
        assertThat(organizations
                        .transfer(ana, acme.id(), id(ana), MemberRole.MEMBER)
                        .role())
                .as("handed to whom it belongs already")
                .isEqualTo(MemberRole.OWNER);
    }

    @Test
    void handing_over_and_deleting_are_nothing_to_do_in_anothers_name() {
        Organization acme = found(ana, "Acme");
        join(acme.id(), ben, MemberRole.MEMBER);
        Actor helper = ana.impersonatedBy(id(administrator));

        assertRefused(
                ImpersonationRefusal.NOT_HERE,
                () -> organizations.transfer(helper, acme.id(), id(ben), MemberRole.OWNER));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> organizations.delete(helper, acme.id(), Expected.any()));
        assertThat(update(helper, acme, OrganizationPatch.name("Acme Bees"))
                        .organization()
                        .name())
                .isEqualTo("Acme Bees");
    }

    // ---- deleting

    @Test
    void an_owner_deletes_it_with_its_members_roles_and_keys() {
        Organization acme = found(ana, "Acme");
        join(acme.id(), ben, MemberRole.ADMIN);
        house.tenon.roles().create(ana, NewRole.of("editor").in(acme.id()));
        ApiKey key = house.tenon
                .apiKeys()
                .create(
                        ana,
                        new NewApiKey(acme.id(), "bot", KeyScopes.of(KeyScopes.Preset.READ), null),
                        Fixtures.PASSWORD)
                .key();

        assertRefused(RequestRefusal.FORBIDDEN, () -> organizations.blockers(ben, acme.id()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> organizations.delete(ben, acme.id(), Expected.any()));
        assertThat(organizations.blockers(ana, acme.id())).isEmpty();
        organizations.delete(ana, acme.id(), Expected.revision(1));

        assertRefused(OrganizationRefusal.NOT_FOUND, () -> organizations.get(ana, acme.id()));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> organizations.get(administrator, acme.id()));
        assertThat(organizations.list(ben, OrganizationFilter.mine(), FIRST).items())
                .isEmpty();
        assertThat(house.storage.roles().list(acme.id(), FIRST).items()).isEmpty();
        assertThat(house.storage.apiKeys().find(key.id()).orElseThrow().isRevoked())
                .isTrue();
        assertThat(actionsIn(acme.id()))
                .as("the trail stays")
                .startsWith("organization.deleted", "api-key.all-revoked")
                .endsWith("organization.created");
        assertThat(found(ben, "Acme").slug()).isEqualTo("acme");
    }

    // ----

    private Organization found(Actor founder, String name) {
        return organizations.create(founder, NewOrganization.named(name)).organization();
    }

    private SeenOrganization update(Actor actor, Organization organization, OrganizationPatch patch) {
        return organizations.update(actor, organization.id(), patch, Expected.revision(organization.revision()));
    }

    private static OrganizationPatch logo(DocumentId document) {
        return OrganizationPatch.branding(
                new BrandingPatch(Patched.absent(), Patched.absent(), Patched.absent(), Patched.to(document)));
    }

    private MemberRole role(Organization organization, Actor person) {
        Member member = house.tenon.members().get(house.operator, organization.id(), id(person));
        return member.role();
    }

    private void join(OrganizationId organization, Actor person, MemberRole role) {
        house.storage.organizationFixture().join(organization, id(person), role);
    }

    private static Actor key(Actor person, String... scopes) {
        return Actor.keyOf(id(person), new ApiKeyId(Fixtures.anId()), Set.of(scopes), TenonInMemory.ORIGIN);
    }

    private static UserId id(Actor person) {
        return person.person().orElseThrow();
    }

    /** Newest first. */
    private List<String> actionsIn(OrganizationId organization) {
        return house.tenon.auditTrail().list(house.operator, AuditFilter.all(), FIRST).items().stream()
                .filter(row -> organization.equals(row.entry().organizationId()))
                .map(row -> row.entry().action())
                .toList();
    }
}
