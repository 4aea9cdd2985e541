package dev.tenon.core.documents;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Processing;
import dev.tenon.ports.documents.ProcessingBacklog;
import dev.tenon.ports.documents.Thumbnail;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.DocumentProcessor;
import dev.tenon.ports.documents.spi.ProcessingStore;
import dev.tenon.ports.documents.spi.ProcessingStore.Extracted;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.spi.LoginThrottleStore.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

final class ProcessingService implements Processing {

    private static final Rule OFTEN_ENOUGH =
            new Rule(MOST_REQUESTS, Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofHours(1));

    private final Kernel kernel;
    private final ProcessingStore processing;
    private final Reach reach;
    private final BlobStore blobs;
    private final @Nullable DocumentProcessor processor;

    ProcessingService(Kernel kernel, Reach reach, BlobStore blobs, @Nullable DocumentProcessor processor) {
        this.kernel = kernel;
        this.processing = kernel.storage().processing();
        this.reach = reach;
        this.blobs = blobs;
        this.processor = processor;
    }

    @Override
    public Document request(Actor actor, DocumentId id) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Instant now = kernel.now();
        reach.toChange(id, person, DocumentRight.WRITE, now);
        if (processor == null) {
            throw DocumentRefusal.PROCESSING_OFF.refusal();
        }
        count(id, now);
        return kernel.changes().commit(actor, now, change -> {
            Document document =
                    reach.locked(id, person, DocumentRight.WRITE, now).document();
            // What nobody can read is taken from the queue at once, like anything else.
            if (!processing.request(id, document.version(), now)) {
                throw DocumentRefusal.PROCESSING_UNDER_WAY.refusal();
            }
            change.audit(AuditEntry.of("document.processing-requested", DocumentService.TABLE, id)
                    .with("version", Integer.toString(document.version()))
                    .in(document.organizationId()));
            return kernel.storage().documents().find(id).orElse(document);
        });
    }

    /** Reading costs much, and comes to the same each time: who asks over and over has to wait. */
    private void count(DocumentId id, Instant now) {
        String key = kernel.secrets().pseudonym("processing-requests", id.toString());
        kernel.storage().loginThrottles().count(key, OFTEN_ENOUGH, now).ifPresent(until -> {
            throw DocumentRefusal.PROCESSING_TOO_OFTEN.retryAfter(Duration.between(now, until));
        });
    }

    @Override
    public String text(Actor actor, DocumentId id) {
        Document document = readable(actor, id);
        return processing
                .find(id, document.version())
                .map(Extracted::text)
                .orElseThrow(DocumentRefusal.NO_TEXT::refusal);
    }

    @Override
    public Thumbnail thumbnail(Actor actor, DocumentId id) {
        Document document = readable(actor, id);
        StoredBlob picture =
                processing.thumbnail(id, document.version()).orElseThrow(DocumentRefusal.NO_THUMBNAIL::refusal);
        return new Thumbnail(picture.size(), picture.sha256(), () -> open(picture));
    }

    private InputStream open(StoredBlob picture) {
        try {
            return blobs.read(picture.key(), 0, Long.MAX_VALUE);
        } catch (IOException unreadable) {
            throw DocumentRefusal.STORAGE_UNAVAILABLE.refusal().withCause(unreadable);
        }
    }

    private Document readable(Actor actor, DocumentId id) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_READ);
        return reach.toRead(id, person, kernel.now()).document();
    }

    @Override
    public ProcessingBacklog backlog(Actor actor) {
        Authorizer.require(actor, Permission.BLOBS_READ);
        return processing.backlog(kernel.now());
    }
}
