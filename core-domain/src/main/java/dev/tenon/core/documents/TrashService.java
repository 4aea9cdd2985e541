package dev.tenon.core.documents;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.Trash;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.documents.spi.DocumentStore.Doomed;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class TrashService implements Trash {

    private final Kernel kernel;
    private final DocumentStore documents;
    private final Reach reach;
    private final Discarding discarding;

    TrashService(Kernel kernel, Reach reach, Discarding discarding) {
        this.kernel = kernel;
        this.documents = kernel.storage().documents();
        this.reach = reach;
        this.discarding = discarding;
    }

    @Override
    public Page<Document> list(Actor actor, @Nullable OrganizationId organization, PageRequest page) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_READ);
        return documents.listTrash(reach.home(actor, person, organization), page);
    }

    @Override
    public Document restore(Actor actor, DocumentId id) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Document document = reach.lockedInTrash(id, person).document();
            discarding.take(document.subject(), documents.storedBytes(id), 1, now);
            Document restored = documents.untrash(id, now);
            change.audit(AuditEntry.of("document.restored", DocumentService.TABLE, id)
                    .in(document.organizationId()));
            return restored;
        });
    }

    @Override
    public void delete(Actor actor, DocumentId id) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        List<BlobKey> needless = kernel.changes().commit(actor, kernel.now(), change -> {
            Document document = reach.lockedInTrash(id, person).document();
            return discarding.purge(change, List.of(new Doomed(id, document.subject())));
        });
        discarding.deleteNow(needless);
    }

    @Override
    public int empty(Actor actor, @Nullable OrganizationId organization) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        SubjectId owner = reach.home(actor, person, organization);
        if (organization != null) {
            Memberships.manages(reach.role(actor, organization));
        }
        int all = 0;
        int some;
        do {
            some = emptySome(actor, owner);
            all += some;
        } while (some == Discarding.BATCH);
        return all;
    }

    /** A batch in a commit: however much is in the trash, nobody waits for it, and what is gone stays gone. */
    private int emptySome(Actor actor, SubjectId owner) {
        List<BlobKey> needless = new ArrayList<>();
        int emptied = kernel.changes().commit(actor, kernel.now(), change -> {
            List<Doomed> doomed = documents.lockTrash(owner, Discarding.BATCH);
            needless.addAll(discarding.purge(change, doomed));
            if (!doomed.isEmpty()) {
                change.audit(AuditEntry.of("trash.emptied", DocumentService.TABLE, owner)
                        .with("documents", Integer.toString(doomed.size()))
                        .in(owner instanceof OrganizationId organization ? organization : null));
            }
            return doomed.size();
        });
        discarding.deleteNow(needless);
        return emptied;
    }
}
