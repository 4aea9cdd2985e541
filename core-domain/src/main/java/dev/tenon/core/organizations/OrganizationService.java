package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.BrandingPatch;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.DeletionBlocker.Reason;
import dev.tenon.ports.organizations.Member;
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
import dev.tenon.ports.organizations.spi.MemberStore;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import dev.tenon.ports.organizations.spi.OrganizationStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class OrganizationService implements Organizations {

    private static final String TABLE = "organizations";
    private static final int MOST_BLOCKERS = 100;

    private final Kernel kernel;
    private final OrganizationPolicy policy;
    private final List<OrganizationParticipant> participants;
    private final Memberships memberships;
    private final OrganizationStore organizations;
    private final MemberStore members;
    private final Locking locking;
    private final Succession succession;
    private final MemberChanges changes;

    OrganizationService(Kernel kernel, OrganizationPolicy policy, List<OrganizationParticipant> participants) {
        this.kernel = kernel;
        this.policy = policy;
        this.participants = List.copyOf(participants);
        this.memberships = new Memberships(kernel.storage());
        this.organizations = kernel.storage().organizations();
        this.members = kernel.storage().members();
        this.locking = new Locking(kernel.storage());
        this.succession = new Succession(kernel.storage());
        this.changes = new MemberChanges(kernel.storage());
    }

    @Override
    public SeenOrganization create(Actor actor, NewOrganization wanted) {
        UserId founder = Memberships.person(actor, Permission.MEMBERSHIPS_WRITE);
        NewOrganization checked = OrganizationTexts.checked(wanted);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            // Whoever founds two at once is counted one after the other.
            Account account = kernel.storage()
                    .accounts()
                    .lock(founder)
                    .filter(Account::isActive)
                    .orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
            if (!account.emailVerified()) {
                throw RequestRefusal.FORBIDDEN.because("Verify your e-mail address before you found an organization.");
            }
            if (organizations.countOwnedBy(founder) >= policy.perOwner()) {
                throw OrganizationRefusal.TOO_MANY.because("You are the main owner of " + policy.perOwner()
                        + " organizations, which is as many as can be.");
            }
            Organization stored = stored(checked, founder, now);
            participants.forEach(participant -> participant.founded(change, stored));
            change.audit(entry("organization.created", stored.id()));
            change.audit(Joining.joined(stored.id(), founder, MemberRole.OWNER));
            return new SeenOrganization(stored, MemberRole.OWNER);
        });
    }

    private Organization stored(NewOrganization wanted, UserId founder, Instant now) {
        OrganizationId id = new OrganizationId(kernel.ids().next());
        String slug = wanted.slug();
        Stream<String> slugs = slug == null
                ? Stream.of(OrganizationTexts.slugOf(wanted.name()), OrganizationTexts.slugOf(wanted.name(), id))
                : Stream.of(slug);
        return slugs.filter(each -> !each.isEmpty())
                .map(each -> new Organization(
                        id, wanted.name(), each, founder, policy.storageLimit(), Branding.NONE, now, now, 1))
                .filter(each -> organizations.insertIfAbsent(each, kernel.ids().next()))
                .findFirst()
                .orElseThrow(OrganizationRefusal.SLUG_TAKEN::refusal);
    }

    @Override
    public Page<SeenOrganization> list(Actor actor, OrganizationFilter filter, PageRequest page) {
        if (filter.everyones()) {
            Authorizer.require(actor, Permission.ORGANIZATIONS_READ);
            return organizations.list(filter, actor.userId(), page);
        }
        return organizations.list(filter, Memberships.person(actor, Permission.MEMBERSHIPS_READ), page);
    }

    @Override
    public SeenOrganization get(Actor actor, OrganizationId id) {
        memberships.asReader(actor, id);
        return seen(actor, id);
    }

    @Override
    public SeenOrganization update(Actor actor, OrganizationId id, OrganizationPatch patch, Expected expected) {
        memberships.asManager(actor, id);
        OrganizationPatch checked = OrganizationTexts.checked(patch);
        if (patch.storageLimit().present()) {
            Authorizer.require(actor, Permission.ORGANIZATIONS_WRITE);
        }
        requireOwnLogo(actor, checked.branding());
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Organization before = locking.organization(actor, id);
            memberships.asManager(actor, id);
            expected.check(before.revision());
            Organization wanted = before.patched(checked);
            if (wanted.equals(before)) {
                return seen(actor, id);
            }
            Organization after =
                    organizations.update(wanted, now).orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            if (checked.storageLimit().present()) {
                participants.forEach(participant -> participant.storageLimited(change, after));
            }
            change.audit(entry("organization.updated", id)
                    .changedWithheld("name", before.name(), after.name())
                    .changedWithheld("slug", before.slug(), after.slug())
                    .changedWithheld("branding", before.branding(), after.branding())
                    .changed("storageLimit", text(before.storageLimit()), text(after.storageLimit())));
            return seen(actor, id);
        });
    }

    private static String text(@Nullable Long bytes) {
        return bytes == null ? "unlimited" : bytes.toString();
    }

    /** Somebody else's document would be told to everybody who sees the logo. */
    private void requireOwnLogo(Actor actor, @Nullable BrandingPatch look) {
        DocumentId logo = look == null ? null : look.logoDocumentId().value();
        if (logo != null) {
            boolean isOwn = actor.person()
                    .flatMap(person -> kernel.storage().documents().find(logo, person, kernel.now()))
                    .filter(access -> access.right() == DocumentRight.OWN)
                    .isPresent();
            if (!isOwn) {
                throw DocumentRefusal.NOT_FOUND.refusal();
            }
        }
    }

    @Override
    public List<DeletionBlocker> blockers(Actor actor, OrganizationId id) {
        Memberships.owns(memberships.asReader(actor, id));
        return blockersOf(id);
    }

    private List<DeletionBlocker> blockersOf(OrganizationId id) {
        return Stream.of(Reason.values())
                .flatMap(reason -> organizations.blocking(reason, id, MOST_BLOCKERS).stream()
                        .map(record -> new DeletionBlocker(reason, reason.table(), record)))
                .toList();
    }

    @Override
    public void delete(Actor actor, OrganizationId id, Expected expected) {
        memberships.asOwner(actor, id);
        Memberships.notInAnothersName(actor);
        kernel.changes().commit(actor, kernel.now(), change -> {
            Organization organization = locking.alone(actor, id);
            memberships.asOwner(actor, id);
            expected.check(organization.revision());
            List<DeletionBlocker> blockers = blockersOf(id);
            if (!blockers.isEmpty()) {
                throw OrganizationRefusal.DELETION_BLOCKED
                        .refusal()
                        .withErrors(
                                blockers.stream().map(DeletionBlocker::asError).toList());
            }
            participants.forEach(participant -> participant.deleted(change, id));
            organizations.delete(id, change.now());
            change.audit(entry("organization.deleted", id));
            return id;
        });
    }

    @Override
    public SeenOrganization transfer(Actor actor, OrganizationId id, UserId toMember, MemberRole formerOwnersRole) {
        memberships.asOwner(actor, id);
        Memberships.notInAnothersName(actor);
        return kernel.changes().commit(actor, kernel.now(), change -> {
            Organization organization = locking.organization(actor, id, toMember);
            memberships.asOwner(actor, id);
            Member next = members.find(id, toMember)
                    .filter(member -> isActive(member.userId()))
                    .orElseThrow(MemberRefusal.NOT_FOUND::refusal);
            if (!organization.ownerId().equals(toMember)) {
                handOver(change, organization, next, formerOwnersRole);
            }
            return seen(actor, id);
        });
    }

    private void handOver(Change change, Organization organization, Member next, MemberRole formerOwnersRole) {
        changes.role(change, next, MemberRole.OWNER);
        succession.replace(change, organization, next.userId());
        Member former =
                members.find(organization.id(), organization.ownerId()).orElseThrow(MemberRefusal.NOT_FOUND::refusal);
        changes.role(change, former, formerOwnersRole);
    }

    private boolean isActive(UserId person) {
        return kernel.storage()
                .accounts()
                .find(person)
                .filter(Account::isActive)
                .isPresent();
    }

    private SeenOrganization seen(Actor actor, OrganizationId id) {
        return organizations.find(id, actor.userId()).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
    }

    private static AuditEntry entry(String action, OrganizationId id) {
        return AuditEntry.of(action, TABLE, id).in(id);
    }
}
