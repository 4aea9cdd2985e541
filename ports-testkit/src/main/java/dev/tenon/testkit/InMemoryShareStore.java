package dev.tenon.testkit;

import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.SharedDocument;
import dev.tenon.ports.documents.spi.ShareStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Tables.Membership;
import dev.tenon.testkit.Tables.ShareRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class InMemoryShareStore implements ShareStore {

    private static final Comparator<Share> WEAKEST_FIRST = Comparator.comparing(Share::right)
            .thenComparing(share -> share.expiresAt() == null ? Instant.MAX : share.expiresAt())
            .thenComparing(share -> share.id().value(), Comparator.reverseOrder());

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryShareStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    /** The strongest share that reaches a person now. */
    static Optional<Share> strongest(Tables tables, DocumentId document, UserId person, Instant now) {
        return tables
                .shares
                .rows(row -> row.share().documentId().equals(document)
                        && row.share().isLive(now)
                        && reaches(tables, row, person))
                .stream()
                .map(ShareRow::share)
                .max(WEAKEST_FIRST);
    }

    private static boolean reaches(Tables tables, ShareRow row, UserId person) {
        return person.equals(row.account())
                || (row.share().with() instanceof Grantee.Members members
                        && tables.members
                                .find(new Membership(members.id(), person))
                                .isPresent());
    }

    @Override
    public Page<Share> list(DocumentId document, @Nullable UserId grantedBy, PageRequest page) {
        return Pages.newestFirst(
                of(document).stream()
                        .filter(share -> grantedBy == null || grantedBy.equals(share.grantedBy()))
                        .toList(),
                Share::position,
                page);
    }

    private List<Share> of(DocumentId document) {
        return tables.shares.rows(row -> row.share().documentId().equals(document)).stream()
                .map(ShareRow::share)
                .toList();
    }

    @Override
    public Optional<Share> find(DocumentId document, Grantee with) {
        return of(document).stream().filter(share -> share.with().equals(with)).findFirst();
    }

    @Override
    public Optional<Share> find(DocumentId document, UUID which) {
        return of(document).stream()
                .filter(share -> share.id().value().equals(which)
                        || switch (share.with()) {
                            case Grantee.Person person -> person.id().value().equals(which);
                            case Grantee.Members members -> members.id().value().equals(which);
                            case Grantee.Address unnamed -> false;
                        })
                .findFirst();
    }

    @Override
    public boolean isWith(Share share, UserId person) {
        return tables.shares
                .find(share.id())
                .filter(row -> person.equals(row.account()))
                .isPresent();
    }

    @Override
    public Optional<Share> strongest(DocumentId document, UserId person, Instant now) {
        return strongest(tables, document, person, now);
    }

    @Override
    public int count(DocumentId document) {
        return of(document).size();
    }

    @Override
    public void put(Share share, @Nullable UserId account) {
        unitOfWork.required();
        tables.shares.put(share.id(), new ShareRow(share, account));
    }

    @Override
    public void cap(Share share) {
        unitOfWork.required();
        for (Share resting : resting(share.id())) {
            DocumentRight right = share.right().includes(resting.right()) ? resting.right() : share.right();
            Instant end = earlier(share.expiresAt(), resting.expiresAt());
            Share capped = new Share(
                    resting.id(),
                    resting.documentId(),
                    resting.with(),
                    right,
                    resting.grantedBy(),
                    resting.parentId(),
                    resting.sharedAt(),
                    end);
            tables.shares
                    .find(resting.id())
                    .ifPresent(row -> tables.shares.put(resting.id(), new ShareRow(capped, row.account())));
        }
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private List<Share> resting(ShareId id) {
        List<Share> found = new ArrayList<>();
        for (ShareRow row : tables.shares.rows(each -> id.equals(each.share().parentId()))) {
            found.add(row.share());
            found.addAll(resting(row.share().id()));
        }
        return found;
    }

    @Override
    public int delete(Share share) {
        unitOfWork.required();
        List<Share> doomed = new ArrayList<>(resting(share.id()));
        doomed.add(share);
        int deleted = (int)
                doomed.stream().filter(each -> tables.shares.remove(each.id())).count();
        InMemoryShareLinkStore.deleteOrphans(tables);
        return deleted;
    }

    @Override
    public int deleteGrantedAsMember(OrganizationId organization, UserId person) {
        unitOfWork.required();
        return tables.shares.rows(row -> person.equals(row.share().grantedBy())).stream()
                .map(ShareRow::share)
                .filter(share -> isGrantedAsMember(share, organization))
                .mapToInt(this::delete)
                .sum();
    }

    private boolean isGrantedAsMember(Share share, OrganizationId organization) {
        ShareId parent = share.parentId();
        if (parent != null) {
            return tables.shares
                    .find(parent)
                    .filter(row -> row.share().with().equals(new Grantee.Members(organization)))
                    .isPresent();
        }
        return tables.documents
                .find(share.documentId())
                .filter(document -> organization.equals(document.organizationId()))
                .isPresent();
    }

    @Override
    public int deleteGrantedByOthers(DocumentId document, UserId owner) {
        unitOfWork.required();
        return of(document).stream()
                .filter(share -> share.parentId() == null && !owner.equals(share.grantedBy()))
                .mapToInt(this::delete)
                .sum();
    }

    @Override
    public void adopt(EmailAddress email, UserId person) {
        unitOfWork.required();
        tables.shares
                .rows(row -> row.share().with().equals(new Grantee.Address(email)))
                .forEach(row -> tables.shares.put(row.share().id(), new ShareRow(row.share(), person)));
    }

    @Override
    public Page<SharedDocument> with(UserId person, Instant now, PageRequest page) {
        List<SharedDocument> shared =
                tables
                        .documents
                        .rows(document -> document.deletedAt() == null
                                && !document.subject().equals(person))
                        .stream()
                        .flatMap(document -> strongest(tables, document.id(), person, now).stream()
                                .map(share -> new SharedDocument(
                                        document,
                                        share.right(),
                                        share.grantedBy(),
                                        share.sharedAt(),
                                        share.expiresAt())))
                        .toList();
        return Pages.newestFirst(shared, SharedDocument::position, page);
    }
}
