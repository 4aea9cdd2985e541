package dev.tenon.core.documents;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.NewShare;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.ShareRefusal;
import dev.tenon.ports.documents.SharedDocument;
import dev.tenon.ports.documents.Shares;
import dev.tenon.ports.documents.spi.DocumentStore.Access;
import dev.tenon.ports.documents.spi.ShareStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import dev.tenon.ports.organizations.OrganizationRefusal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class ShareService implements Shares {

    private static final String TABLE = "document_sharing";

    private final Kernel kernel;
    private final ShareStore shares;
    private final Reach reach;
    private final Ending ending;
    private final PlannedSharing sharing;

    ShareService(Kernel kernel, Reach reach, Ending ending) {
        this.kernel = kernel;
        this.shares = kernel.storage().shares();
        this.reach = reach;
        this.ending = ending;
        this.sharing = new PlannedSharing(kernel);
    }

    @Override
    public Page<Share> list(Actor actor, DocumentId id, PageRequest page) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_READ);
        Access access = reach.toRead(id, person, kernel.now());
        return shares.list(id, access.right() == DocumentRight.OWN ? null : person, page);
    }

    @Override
    public Share share(Actor actor, DocumentId id, NewShare wanted) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Memberships.notInAnothersName(actor);
        Instant now = kernel.now();
        Instant end = wanted.expiresAt();
        new Violations()
                .require(end == null || end.isAfter(now), "/expiresAt", "in-the-past", "The end is in the future.")
                .refuseIfAny();
        return kernel.changes().commit(actor, now, change -> {
            Access access = reach.locked(id, person, DocumentRight.READ, now);
            Document document = access.document();
            sharing.require(document.subject());
            UserId account = account(wanted.with());
            refuseOwner(document, account, wanted.with());
            Share present = shares.find(id, wanted.with()).orElse(null);
            refuseAnothers(access, person, present, now);
            Share granted = granted(actor, access, person, wanted, present, now);
            shares.put(granted, account);
            shares.cap(granted);
            ending.endBarred(change, id);
            if (account != null && present == null) {
                change.notify(NotificationDraft.to(
                        account,
                        NotificationTopic.DOCUMENTS,
                        "A document was shared with you: " + document.fileName()));
            }
            change.audit(AuditEntry.of("document.shared", TABLE, granted.id())
                    .with("document", id.toString())
                    .with("permission", granted.right().name().toLowerCase(Locale.ROOT))
                    .in(document.organizationId()));
            return granted;
        });
    }

    /** The account that is meant, if there is one. Of an address nobody is told whether there is. */
    private @Nullable UserId account(Grantee with) {
        return switch (with) {
            case Grantee.Person person ->
                kernel.storage()
                        .accounts()
                        .find(person.id())
                        .filter(Account::isActive)
                        .map(Account::id)
                        .orElseThrow(AccountRefusal.NOT_FOUND::refusal);
            case Grantee.Address address ->
                kernel.storage()
                        .accounts()
                        .findByEmail(address.email())
                        .filter(Account::emailVerified)
                        .map(Account::id)
                        .orElse(null);
            case Grantee.Members members -> {
                if (!kernel.storage().members().organizationExists(members.id())) {
                    throw OrganizationRefusal.NOT_FOUND.refusal();
                }
                yield null;
            }
        };
    }

    /** Sharing with the owner's address is as good as any other: it says nothing of whose it is. */
    private static void refuseOwner(Document document, @Nullable UserId account, Grantee with) {
        boolean isOwn = with instanceof Grantee.Person
                && document.organizationId() == null
                && document.ownerId().equals(account);
        boolean isHome = with instanceof Grantee.Members members && members.id().equals(document.organizationId());
        if (isOwn || isHome) {
            throw ShareRefusal.WITH_OWNER.refusal();
        }
    }

    /** Who owns the document changes every share; others change theirs, and what counts no more. */
    private void refuseAnothers(Access access, UserId person, @Nullable Share present, Instant now) {
        boolean isMine = access.right() == DocumentRight.OWN;
        if (!isMine && present != null && present.isLive(now) && !person.equals(present.grantedBy())) {
            throw ShareRefusal.ALREADY_SHARED.refusal();
        }
        if (present == null && shares.count(access.document().id()) >= MOST) {
            throw ShareRefusal.TOO_MANY.because("It has " + MOST + " shares.");
        }
    }

    private Share granted(
            Actor actor, Access access, UserId person, NewShare wanted, @Nullable Share present, Instant now) {
        DocumentId id = access.document().id();
        Share own = reach.isAtHome(actor, access)
                ? null
                : shares.strongest(id, person, now).orElseThrow(ShareRefusal.BEYOND_OWN::refusal);
        DocumentRight most = own == null ? access.right() : own.right();
        Instant last = own == null ? null : own.expiresAt();
        if (!most.includes(wanted.right()) || isLater(wanted.expiresAt(), last)) {
            throw ShareRefusal.BEYOND_OWN.because(
                    last == null
                            ? "You may only read the document."
                            : "You may " + most.name().toLowerCase(Locale.ROOT) + " the document until " + last + ".");
        }
        return new Share(
                present == null ? new ShareId(kernel.ids().next()) : present.id(),
                id,
                wanted.with(),
                wanted.right(),
                person,
                own == null ? null : own.id(),
                present == null ? now : present.sharedAt(),
                wanted.expiresAt() == null ? last : wanted.expiresAt());
    }

    /** Without an end of its own a share has its granter's. */
    private static boolean isLater(@Nullable Instant wanted, @Nullable Instant last) {
        return wanted != null && last != null && wanted.isAfter(last);
    }

    @Override
    public void revoke(Actor actor, DocumentId id, UUID which) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            Access access = reach.locked(id, person, DocumentRight.READ, now);
            Share share = shares.find(id, which)
                    .filter(found -> access.right() == DocumentRight.OWN
                            || person.equals(found.grantedBy())
                            || shares.isWith(found, person))
                    .orElseThrow(ShareRefusal.NOT_FOUND::refusal);
            int ended = shares.delete(share);
            ending.endBarred(change, id);
            change.audit(AuditEntry.of("document.unshared", TABLE, share.id())
                    .with("document", id.toString())
                    .with("shares", Integer.toString(ended))
                    .in(access.document().organizationId()));
            return ended;
        });
    }

    @Override
    public Page<SharedDocument> withMe(Actor actor, PageRequest page) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_READ);
        return shares.with(person, kernel.now(), page);
    }
}
