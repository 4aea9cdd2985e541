package dev.tenon.core.documents;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.IssuedShareLink;
import dev.tenon.ports.documents.LinkedDocument;
import dev.tenon.ports.documents.ListedShareLink;
import dev.tenon.ports.documents.NewShareLink;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.ShareLink;
import dev.tenon.ports.documents.ShareLink.State;
import dev.tenon.ports.documents.ShareLinkRefusal;
import dev.tenon.ports.documents.ShareLinks;
import dev.tenon.ports.documents.ShareRefusal;
import dev.tenon.ports.documents.spi.DocumentStore.Access;
import dev.tenon.ports.documents.spi.ShareLinkStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.ShareLinkId;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.signin.PasswordPolicy;
import dev.tenon.ports.signin.spi.PasswordHasher;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class ShareLinkService implements ShareLinks {

    private static final String TABLE = "share_links";

    /** A hash that no password has: comparing with it takes as long. */
    private static final String NO_PASSWORD = "!";

    private static final PasswordPolicy RULE = PasswordPolicy.standard().withShortest(NewShareLink.SHORTEST_PASSWORD);

    private final Kernel kernel;
    private final URI baseUrl;
    private final ShareLinkStore links;
    private final Reach reach;
    private final Contents contents;
    private final PasswordHasher passwords;
    private final LinkThrottle throttle;
    private final PlannedSharing sharing;

    ShareLinkService(
            Kernel kernel,
            URI baseUrl,
            Reach reach,
            Contents contents,
            PasswordHasher passwords,
            LinkThrottle throttle) {
        this.kernel = kernel;
        this.baseUrl = baseUrl;
        this.links = kernel.storage().shareLinks();
        this.reach = reach;
        this.contents = contents;
        this.passwords = passwords;
        this.throttle = throttle;
        this.sharing = new PlannedSharing(kernel);
    }

    // ---- for who may read the document

    @Override
    public Page<ListedShareLink> list(Actor actor, DocumentId id, PageRequest page) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_READ);
        Instant now = kernel.now();
        Access access = reach.toRead(id, person, now);
        return links.list(id, access.right() == DocumentRight.OWN ? null : person, page)
                .map(link -> new ListedShareLink(link, link.state(now)));
    }

    @Override
    public IssuedShareLink create(Actor actor, DocumentId id, NewShareLink wanted) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Memberships.notInAnothersName(actor);
        Instant now = kernel.now();
        check(wanted, now);
        reach.toRead(id, person, now);
        String password = wanted.password();
        // Hashing takes long: nobody waits for the document's row meanwhile.
        String hash = password == null ? null : passwords.hash(password);
        return kernel.changes().commit(actor, now, change -> {
            Access access = reach.locked(id, person, DocumentRight.READ, now);
            sharing.require(access.document().subject());
            if (links.countLive(id, now) >= MOST) {
                throw ShareLinkRefusal.TOO_MANY.because("It has " + MOST + " links that work.");
            }
            // Who makes links and ends them, over and over, keeps a bounded number of rows for the month until the
            // sweep.
            links.deleteEnded(id, MOST, now);
            Token token = kernel.secrets().newToken(Token.SHARE_LINK);
            ShareLink link = made(actor, access, person, wanted, hash, now);
            links.insert(link, kernel.secrets().digest(token));
            change.audit(entry("document.link-created", link, access.document()));
            return new IssuedShareLink(link, token, url(token));
        });
    }

    private URI url(Token token) {
        String base = baseUrl.toString();
        String start = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(start + "/share#token=" + token.text());
    }

    private static void check(NewShareLink wanted, Instant now) {
        Instant end = wanted.expiresAt();
        Integer most = wanted.maxDownloads();
        String password = wanted.password();
        new Violations()
                .require(end == null || end.isAfter(now), "/expiresAt", "in-the-past", "The end is in the future.")
                .require(
                        most == null || (most >= 1 && most <= NewShareLink.MOST_DOWNLOADS),
                        "/maxDownloads",
                        "out-of-range",
                        "From 1 to " + NewShareLink.MOST_DOWNLOADS + " downloads.")
                .addAll(password == null ? List.of() : RULE.check(password, "/password"))
                .refuseIfAny();
    }

    private ShareLink made(
            Actor actor, Access access, UserId person, NewShareLink wanted, @Nullable String hash, Instant now) {
        Share own = reach.isAtHome(actor, access)
                ? null
                : kernel.storage()
                        .shares()
                        .strongest(access.document().id(), person, now)
                        .orElseThrow(ShareRefusal.BEYOND_OWN::refusal);
        Instant last = own == null ? null : own.expiresAt();
        Instant end = wanted.expiresAt() == null ? last : wanted.expiresAt();
        if (last != null && end != null && end.isAfter(last)) {
            throw ShareRefusal.BEYOND_OWN.because("You may read the document until " + last + ".");
        }
        return new ShareLink(
                new ShareLinkId(kernel.ids().next()),
                access.document().id(),
                person,
                own == null ? null : own.id(),
                hash,
                end,
                wanted.maxDownloads(),
                0,
                now,
                null,
                null);
    }

    @Override
    public void revoke(Actor actor, DocumentId id, ShareLinkId which) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            Access access = reach.locked(id, person, DocumentRight.READ, now);
            ShareLink link = links.find(id, which)
                    .filter(found -> access.right() == DocumentRight.OWN || person.equals(found.createdBy()))
                    .filter(found -> links.revoke(found.id(), now))
                    .orElseThrow(ShareLinkRefusal.NOT_FOUND::refusal);
            change.audit(entry("document.link-revoked", link, access.document()));
            return link;
        });
    }

    // ---- for who has the link

    /** A link that works, and the document as who made the link sees it now. */
    private record Opened(ShareLink link, Document document) {}

    @Override
    public LinkedDocument open(Actor actor, String token, @Nullable String password) {
        Opened opened = opened(actor, token, password, kernel.now());
        Document document = opened.document();
        return new LinkedDocument(
                document.fileName(),
                document.fileSize(),
                document.mediaType(),
                opened.link().expiresAt(),
                opened.link().downloadsLeft());
    }

    @Override
    public DocumentContent download(Actor actor, String token, @Nullable String password) {
        Instant now = kernel.now();
        ShareLink found = opened(actor, token, password, now).link();
        DocumentContent content = kernel.changes().commit(actor, now, change -> {
            if (!links.use(found.id(), now)) {
                throw ShareLinkRefusal.CLOSED.refusal();
            }
            Document document = document(found, now).orElseThrow(ShareLinkRefusal.CLOSED::refusal);
            change.audit(entry("document.link-downloaded", found, document));
            change.usage(found.createdBy(), UsageAction.DOCUMENT_LINK_DOWNLOADED, Contents.used(document));
            return contents.of(actor, document);
        });
        return new DocumentContent(
                content.document(),
                content.changedAt(),
                new CountedDownload(content.bytes(), () -> giveBack(found.id())));
    }

    private void giveBack(ShareLinkId id) {
        kernel.storage().unitOfWork().run(() -> links.giveBack(id));
    }

    private Opened opened(Actor actor, String text, @Nullable String password, Instant now) {
        Token token = Token.parse(Token.SHARE_LINK, text).orElseThrow(ShareLinkRefusal.CLOSED::refusal);
        String digest = kernel.secrets().digest(token);
        Optional<Opened> opened = links.findByDigest(digest)
                .filter(link -> link.state(now) == State.ACTIVE)
                .flatMap(link -> document(link, now).map(document -> new Opened(link, document)));
        String hash = opened.map(Opened::link).map(ShareLink::passwordHash).orElse(null);
        boolean isOpen = opened.isPresent() && hash == null;
        if (!isOpen && password != null && RULE.mayBeOne(password)) {
            isOpen = isPassword(actor, digest, password, hash, now);
        }
        if (!isOpen) {
            throw ShareLinkRefusal.CLOSED.refusal();
        }
        return opened.orElseThrow(ShareLinkRefusal.CLOSED::refusal);
    }

    /** Takes as long where there is no link at all. */
    private boolean isPassword(Actor actor, String digest, String password, @Nullable String hash, Instant now) {
        LinkThrottle.Try attempt = throttle.count(digest, actor.origin(), now);
        boolean isRight = passwords.verify(password, hash == null ? NO_PASSWORD : hash);
        if (isRight) {
            throttle.succeeded(attempt);
        }
        return isRight;
    }

    /** What whoever made the link may read now; in the trash nobody reads it. */
    private Optional<Document> document(ShareLink link, Instant now) {
        return kernel.storage()
                .documents()
                .find(link.documentId(), link.createdBy(), now)
                .map(Access::document);
    }

    private static AuditEntry entry(String action, ShareLink link, Document document) {
        return AuditEntry.of(action, TABLE, link.id())
                .with("document", document.id().toString())
                .in(document.organizationId());
    }
}
