package dev.tenon.testkit;

import dev.tenon.ports.accounts.SearchWords;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationFilter;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.SeenOrganization;
import dev.tenon.ports.organizations.spi.OrganizationStore;
import dev.tenon.testkit.Tables.MemberRow;
import dev.tenon.testkit.Tables.Membership;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands in the way of deleting is put there by a fixture: documents, subscriptions and invoices in memory are those of people. */
final class InMemoryOrganizationStore implements OrganizationStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryOrganizationStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public boolean insertIfAbsent(Organization organization, UUID ownersRow) {
        tables.requireAccount(organization.ownerId());
        if (!tables.organizationsBySlug.insert(organization.slug(), organization.id())) {
            return false;
        }
        tables.organizations.insert(organization.id(), organization);
        tables.members.insert(
                new Membership(organization.id(), organization.ownerId()),
                MemberRow.joined(MemberRole.OWNER, organization.createdAt()));
        return true;
    }

    @Override
    public Optional<Organization> find(OrganizationId id) {
        return tables.organizations.find(id);
    }

    @Override
    public Optional<SeenOrganization> find(OrganizationId id, @Nullable UserId viewer) {
        return unitOfWork.reading(() -> tables.organizations.find(id).map(found -> seen(found, viewer)));
    }

    private SeenOrganization seen(Organization organization, @Nullable UserId viewer) {
        return new SeenOrganization(
                organization,
                viewer == null ? null : tables.roleOf(organization.id(), viewer).orElse(null));
    }

    @Override
    public Optional<Organization> lock(OrganizationId id) {
        return tables.organizations.lock(id);
    }

    @Override
    public Optional<Organization> lockAlone(OrganizationId id) {
        return lock(id);
    }

    @Override
    public Page<SeenOrganization> list(OrganizationFilter filter, @Nullable UserId viewer, PageRequest page) {
        SearchWords words = filter.text() == null ? null : SearchWords.of(filter.text());
        return unitOfWork.reading(() -> Pages.newestFirst(
                tables
                        .organizations
                        .rows(each -> (words == null || Search.finds(words, each.name(), each.slug()))
                                && (filter.slug() == null || filter.slug().equals(each.slug())))
                        .stream()
                        .map(each -> seen(each, viewer))
                        .filter(each -> filter.everyones() || each.role() != null)
                        .toList(),
                each -> each.organization().position(),
                page));
    }

    @Override
    public int countOwnedBy(UserId person) {
        return tables.organizations.rows(each -> each.ownerId().equals(person)).size();
    }

    @Override
    public Optional<Organization> update(Organization organization, Instant now) {
        Organization before = tables.organizations
                .lock(organization.id())
                .filter(there -> there.revision() == organization.revision())
                .orElse(null);
        if (before == null) {
            return Optional.empty();
        }
        if (!before.slug().equals(organization.slug())) {
            if (!tables.organizationsBySlug.insert(organization.slug(), organization.id())) {
                throw OrganizationRefusal.SLUG_TAKEN.refusal();
            }
            tables.organizationsBySlug.remove(before.slug());
        }
        return Optional.of(written(
                before,
                organization.name(),
                organization.slug(),
                before.ownerId(),
                organization.storageLimit(),
                organization.branding(),
                now));
    }

    @Override
    public void replaceOwner(OrganizationId id, UserId owner, Instant now) {
        tables.organizations
                .lock(id)
                .ifPresent(before -> written(
                        before, before.name(), before.slug(), owner, before.storageLimit(), before.branding(), now));
    }

    private Organization written(
            Organization before,
            String name,
            String slug,
            UserId owner,
            @Nullable Long storageLimit,
            Branding branding,
            Instant now) {
        Organization after = new Organization(
                before.id(), name, slug, owner, storageLimit, branding, before.createdAt(), now, before.revision() + 1);
        tables.organizations.put(after.id(), after);
        return after;
    }

    @Override
    public void delete(OrganizationId id, Instant now) {
        tables.organizations.lock(id).ifPresent(organization -> {
            tables.members.keys(any -> true).stream()
                    .filter(membership -> membership.organization().equals(id))
                    .forEach(tables::removeMember);
            tables.organizationsBySlug.remove(organization.slug());
            tables.organizations.remove(id);
        });
    }

    @Override
    public List<String> blocking(DeletionBlocker.Reason reason, OrganizationId id, int limit) {
        Stream<String> stored = reason == DeletionBlocker.Reason.DOCUMENT
                ? tables
                        .documents
                        .rows(document -> id.equals(document.organizationId()) && document.deletedAt() == null)
                        .stream()
                        .map(document -> document.id().toString())
                : Stream.empty();
        Stream<String> scripted =
                tables
                        .blockers
                        .keys(blocker -> blocker.organization().equals(id) && blocker.reason() == reason)
                        .stream();
        return Stream.concat(stored, scripted).limit(limit).toList();
    }
}
