package dev.tenon.testkit;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.SearchWords;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.Seats;
import dev.tenon.ports.organizations.spi.MemberStore;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.testkit.Tables.Blocker;
import dev.tenon.testkit.Tables.MemberRow;
import dev.tenon.testkit.Tables.Membership;
import dev.tenon.testkit.Tables.PlannedSeats;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The plan of an organization is known by its seats alone. */
final class InMemoryMemberStore implements MemberStore, OrganizationFixture {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryMemberStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Optional<MemberRole> roleOf(OrganizationId organization, UserId member) {
        return tables.roleOf(organization, member);
    }

    @Override
    public Optional<MemberRole> lockRoleOf(OrganizationId organization, UserId member) {
        return tables.members.lock(new Membership(organization, member)).map(MemberRow::role);
    }

    @Override
    public boolean organizationExists(OrganizationId organization) {
        return tables.organizations.find(organization).isPresent();
    }

    @Override
    public Joining join(
            UUID id,
            OrganizationId organization,
            UserId person,
            MemberRole role,
            @Nullable Integer seatsWithoutPlan,
            Instant now) {
        unitOfWork.required();
        tables.requireAccount(person);
        if (tables.organizations.lock(organization).isEmpty()) {
            return Joining.NO_ORGANIZATION;
        }
        if (tables.roleOf(organization, person).isPresent()) {
            return Joining.ALREADY_THERE;
        }
        if (!seats(organization, seatsWithoutPlan).hasRoom()) {
            return Joining.NO_SEAT;
        }
        tables.members.insert(new Membership(organization, person), MemberRow.joined(role, now));
        return Joining.JOINED;
    }

    @Override
    public Seats seats(OrganizationId organization, @Nullable Integer withoutPlan) {
        int taken = (int) tables.members.keys(any -> true).stream()
                .filter(membership -> membership.organization().equals(organization))
                .count();
        Optional<EntitlementOverride> exception = tables.overrideOf(organization, Entitlement.MAX_SEATS);
        if (exception.isPresent()) {
            Long limit = exception.get().limit();
            return new Seats(taken, limit == null ? null : Math.toIntExact(limit));
        }
        return tables.plannedSeats
                .find(organization)
                .filter(planned -> planned.status().isRunning())
                .map(planned -> new Seats(taken, planned.seats()))
                .or(() -> ofPlan(organization, taken))
                .orElseGet(() -> new Seats(taken, withoutPlan));
    }

    private Optional<Seats> ofPlan(OrganizationId organization, int taken) {
        return tables.liveSubscriptions
                .find(organization)
                .flatMap(tables.subscriptions::find)
                .filter(live -> live.status().isRunning())
                .flatMap(live -> tables.plans.find(live.planId()))
                .map(plan -> new Seats(taken, plan.maxSeats()));
    }

    @Override
    public Optional<Member> find(OrganizationId organization, UserId member) {
        return unitOfWork.reading(() -> read(new Membership(organization, member)));
    }

    private Optional<Member> read(Membership key) {
        return tables.members
                .find(key)
                .flatMap(row -> tables.accounts.find(key.member()).map(found -> member(key, row, found.account())));
    }

    private static Member member(Membership key, MemberRow row, Account account) {
        return new Member(
                key.organization(),
                key.member(),
                account.userName(),
                account.email(),
                row.role(),
                row.notificationsEnabled(),
                row.joinedAt(),
                row.revision());
    }

    @Override
    public Page<Member> list(OrganizationId organization, MemberFilter filter, PageRequest page) {
        SearchWords words = filter.text() == null ? null : SearchWords.of(filter.text());
        return unitOfWork.reading(() -> Pages.oldestFirst(
                tables.members.keys(row -> filter.role() == null || row.role() == filter.role()).stream()
                        .filter(key -> filter.email() == null || hasAddress(key.member(), filter.email()))
                        .filter(key -> key.organization().equals(organization))
                        .filter(key -> words == null || finds(words, key.member()))
                        .flatMap(key -> read(key).stream())
                        .toList(),
                Member::position,
                page));
    }

    private boolean finds(SearchWords words, UserId person) {
        return tables.accounts
                .find(person)
                .map(Tables.AccountRow::account)
                .filter(account -> Search.finds(
                        words, account.email().value(), account.userName(), account.firstName(), account.lastName()))
                .isPresent();
    }

    private boolean hasAddress(UserId member, EmailAddress email) {
        return tables.accountsByEmail.find(email).filter(member::equals).isPresent();
    }

    @Override
    public Optional<Member> update(Member member) {
        Membership key = new Membership(member.organizationId(), member.userId());
        MemberRow before = tables.members
                .lock(key)
                .filter(row -> row.revision() == member.revision())
                .orElse(null);
        if (before == null) {
            return Optional.empty();
        }
        Boolean notified = member.notificationsEnabled();
        tables.members.put(
                key,
                new MemberRow(
                        member.role(),
                        notified == null ? before.notificationsEnabled() : notified,
                        before.joinedAt(),
                        before.revision() + 1));
        return find(member.organizationId(), member.userId());
    }

    @Override
    public boolean remove(OrganizationId organization, UserId member) {
        return tables.removeMember(new Membership(organization, member));
    }

    @Override
    public Optional<UserId> longestStandingOwner(OrganizationId organization, UserId except) {
        return unitOfWork.reading(() -> tables.longestStandingOwner(organization, except));
    }

    @Override
    public OrganizationId found(UserId owner) {
        OrganizationId id = new OrganizationId(Fixtures.anId());
        unitOfWork.joinOrRun(() -> {
            tables.requireAccount(owner);
            Instant now = MovableClock.START;
            Organization organization =
                    new Organization(id, "Team", "team-" + id, owner, null, Branding.NONE, now, now, 1);
            tables.organizationsBySlug.insert(organization.slug(), id);
            tables.organizations.insert(id, organization);
            tables.members.insert(new Membership(id, owner), MemberRow.joined(MemberRole.OWNER, now));
            tables.organizationQuotas.insert(id, new Quota(id, 0, 0, null, 0, 0, null));
        });
        return id;
    }

    @Override
    public void join(OrganizationId organization, UserId member, MemberRole role) {
        unitOfWork.joinOrRun(() -> {
            tables.requireAccount(member);
            tables.members.put(new Membership(organization, member), MemberRow.joined(role, MovableClock.START));
        });
    }

    @Override
    public void subscribe(OrganizationId organization, SubscriptionStatus status, @Nullable Integer seats) {
        unitOfWork.joinOrRun(() -> tables.plannedSeats.put(organization, new PlannedSeats(status, seats)));
    }

    @Override
    public String block(OrganizationId organization, DeletionBlocker.Reason reason) {
        String id = Fixtures.anId().toString();
        unitOfWork.joinOrRun(() -> tables.blockers.put(id, new Blocker(organization, reason)));
        return id;
    }

    @Override
    public void leave(OrganizationId organization, UserId member) {
        unitOfWork.joinOrRun(() -> tables.removeMember(new Membership(organization, member)));
    }
}
