package dev.tenon.testkit;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.ShareLink;
import dev.tenon.ports.documents.ShareLink.State;
import dev.tenon.ports.documents.spi.ShareLinkStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.ShareLinkId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Tables.AccountRow;
import dev.tenon.testkit.Tables.LinkRow;
import dev.tenon.testkit.Tables.ShareRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryShareLinkStore implements ShareLinkStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryShareLinkStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    /** As the database cascades: links go with their documents, and with the shares that they rest on. */
    static void deleteOrphans(Tables tables) {
        List<LinkRow> orphans = tables.shareLinks.rows(row -> {
            ShareId parent = row.link().parentId();
            return tables.documents.find(row.link().documentId()).isEmpty()
                    || (parent != null && tables.shares.find(parent).isEmpty());
        });
        orphans.forEach(row -> tables.shareLinks.remove(row.link().id()));
    }

    @Override
    public void insert(ShareLink link, String tokenDigest) {
        unitOfWork.required();
        tables.requireAccount(link.createdBy());
        if (!tables.shareLinks.insert(link.id(), new LinkRow(link, tokenDigest))) {
            throw new IllegalStateException("There is a link " + link.id() + " already");
        }
    }

    @Override
    public Page<ShareLink> list(DocumentId document, @Nullable UserId createdBy, PageRequest page) {
        List<ShareLink> links = tables
                .shareLinks
                .rows(row -> row.link().documentId().equals(document)
                        && (createdBy == null || createdBy.equals(row.link().createdBy())))
                .stream()
                .map(row -> capped(row.link()))
                .toList();
        return Pages.newestFirst(links, ShareLink::position, page);
    }

    @Override
    public Optional<ShareLink> find(DocumentId document, ShareLinkId id) {
        return tables.shareLinks
                .find(id)
                .map(row -> capped(row.link()))
                .filter(link -> link.documentId().equals(document));
    }

    @Override
    public Optional<ShareLink> findByDigest(String tokenDigest) {
        return tables.shareLinks.rows(row -> row.digest().equals(tokenDigest)).stream()
                .map(row -> capped(row.link()))
                .filter(link -> tables.accounts
                        .find(link.createdBy())
                        .map(AccountRow::account)
                        .filter(Account::isActive)
                        .isPresent())
                .findFirst();
    }

    /** Ends no later than what it rests on. */
    private ShareLink capped(ShareLink link) {
        Instant last = Optional.ofNullable(link.parentId())
                .flatMap(tables.shares::find)
                .map(row -> row.share().expiresAt())
                .orElse(null);
        Instant end = Stream.of(Optional.ofNullable(link.expiresAt()), Optional.ofNullable(last))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
        return with(link, end, link.downloads(), link.lastUsedAt(), link.revokedAt());
    }

    private static ShareLink with(
            ShareLink link,
            @Nullable Instant end,
            int downloads,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {
        return new ShareLink(
                link.id(),
                link.documentId(),
                link.createdBy(),
                link.parentId(),
                link.passwordHash(),
                end,
                link.maxDownloads(),
                downloads,
                link.createdAt(),
                lastUsedAt,
                revokedAt);
    }

    @Override
    public int countLive(DocumentId document, Instant now) {
        return tables.shareLinks
                .rows(row -> row.link().documentId().equals(document)
                        && capped(row.link()).state(now) == State.ACTIVE)
                .size();
    }

    @Override
    public boolean use(ShareLinkId id, Instant now) {
        unitOfWork.required();
        Optional<LinkRow> found =
                tables.shareLinks.lock(id).filter(row -> capped(row.link()).state(now) == State.ACTIVE);
        found.ifPresent(row -> tables.shareLinks.put(
                id,
                new LinkRow(
                        with(row.link(), row.link().expiresAt(), row.link().downloads() + 1, now, null),
                        row.digest())));
        return found.isPresent();
    }

    @Override
    public boolean giveBack(ShareLinkId id) {
        unitOfWork.required();
        Optional<LinkRow> found =
                tables.shareLinks.lock(id).filter(row -> row.link().downloads() > 0);
        found.ifPresent(row -> {
            ShareLink link = row.link();
            ShareLink fewer = with(link, link.expiresAt(), link.downloads() - 1, link.lastUsedAt(), link.revokedAt());
            tables.shareLinks.put(id, new LinkRow(fewer, row.digest()));
        });
        return found.isPresent();
    }

    @Override
    public boolean revoke(ShareLinkId id, Instant now) {
        unitOfWork.required();
        Optional<LinkRow> found =
                tables.shareLinks.lock(id).filter(row -> row.link().revokedAt() == null);
        found.ifPresent(row -> {
            ShareLink link = row.link();
            tables.shareLinks.put(
                    id,
                    new LinkRow(with(link, link.expiresAt(), link.downloads(), link.lastUsedAt(), now), row.digest()));
        });
        return found.isPresent();
    }

    @Override
    public int deleteMadeAsMember(OrganizationId organization, UserId person) {
        return delete(link -> link.createdBy().equals(person) && isMadeAsMember(link, organization), Integer.MAX_VALUE);
    }

    private boolean isMadeAsMember(ShareLink link, OrganizationId organization) {
        ShareId parent = link.parentId();
        if (parent != null) {
            return tables.shares
                    .find(parent)
                    .map(ShareRow::share)
                    .filter(share -> share.with().equals(new Grantee.Members(organization)))
                    .isPresent();
        }
        return tables.documents
                .find(link.documentId())
                .filter(document -> organization.equals(document.organizationId()))
                .isPresent();
    }

    @Override
    public int deleteMadeByOthers(DocumentId document, UserId owner) {
        return delete(
                link -> link.documentId().equals(document)
                        && link.parentId() == null
                        && !link.createdBy().equals(owner),
                Integer.MAX_VALUE);
    }

    @Override
    public int deleteEnded(Instant before, int limit) {
        return delete(link -> hasEnded(capped(link), before), limit);
    }

    @Override
    public int deleteEnded(DocumentId document, int kept, Instant now) {
        Set<ShareLinkId> older = tables
                .shareLinks
                .rows(row -> row.link().documentId().equals(document))
                .stream()
                .map(LinkRow::link)
                .sorted(Comparator.comparing(ShareLink::createdAt).reversed())
                .skip(kept)
                .map(ShareLink::id)
                .collect(Collectors.toSet());
        return delete(link -> older.contains(link.id()) && capped(link).state(now) != State.ACTIVE, Integer.MAX_VALUE);
    }

    private static boolean hasEnded(ShareLink link, Instant before) {
        boolean isUsedUp = Objects.equals(link.downloadsLeft(), 0);
        return Stream.of(
                        Optional.ofNullable(link.expiresAt()),
                        Optional.ofNullable(link.revokedAt()),
                        Optional.ofNullable(link.lastUsedAt()).filter(used -> isUsedUp))
                .flatMap(Optional::stream)
                .anyMatch(end -> end.isBefore(before));
    }

    private int delete(Predicate<ShareLink> which, int limit) {
        unitOfWork.required();
        return (int) tables.shareLinks.rows(row -> which.test(row.link())).stream()
                .limit(limit)
                .filter(row -> tables.shareLinks.remove(row.link().id()))
                .count();
    }
}
