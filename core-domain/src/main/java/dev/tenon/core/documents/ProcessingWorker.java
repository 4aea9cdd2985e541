package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.RetrySchedule;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Processing;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.DocumentProcessor;
import dev.tenon.ports.documents.spi.DocumentProcessor.Extraction;
import dev.tenon.ports.documents.spi.DocumentProcessor.Interrupted;
import dev.tenon.ports.documents.spi.DocumentProcessor.Source;
import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import dev.tenon.ports.documents.spi.ProcessingStore;
import dev.tenon.ports.documents.spi.ProcessingStore.Claimed;
import dev.tenon.ports.documents.spi.ProcessingStore.Extracted;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.kernel.spi.Change;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One of the workers that have documents read. A version is claimed under a lease in one commit, read outside any, and what came of
 * it is written in another, fenced by worker and attempt: a worker that was killed loses its claim when the lease runs out, and one
 * that is merely slow writes nothing that another took over. The picture is durable before a row names it, and known all the time.
 */
final class ProcessingWorker implements BackgroundJob {

    /** How often a version is tried that nobody says cannot be read. */
    static final int TRIES = 5;

    private static final Actor WORKER = Actor.system("process-documents");
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** For getting at the bytes, and for writing what was read. */
    private static final Duration BESIDE_READING = Duration.ofMinutes(2);

    /** What came of all workers' work. */
    private record Outcomes(LongAdder processed, LongAdder failed, LongAdder retried) {}

    private final int number;
    private final Kernel kernel;
    private final ProcessingStore store;
    private final BlobStore blobs;
    private final DocumentProcessor processor;
    private final Outcomes outcomes;
    private volatile boolean stopping;

    private ProcessingWorker(
            int number, Kernel kernel, BlobStore blobs, DocumentProcessor processor, Outcomes outcomes) {
        this.number = number;
        this.kernel = kernel;
        this.store = kernel.storage().processing();
        this.blobs = blobs;
        this.processor = processor;
        this.outcomes = outcomes;
    }

    /** The workers, and numbers about them. */
    record Workers(List<BackgroundJob> jobs, List<Measure> measures) {}

    /** So many workers; none without a processor. */
    static Workers of(int count, Kernel kernel, BlobStore blobs, @Nullable DocumentProcessor processor) {
        if (processor == null) {
            return new Workers(List.of(), List.of());
        }
        Outcomes outcomes = new Outcomes(new LongAdder(), new LongAdder(), new LongAdder());
        List<BackgroundJob> jobs = IntStream.rangeClosed(1, count)
                .<BackgroundJob>mapToObj(number -> new ProcessingWorker(number, kernel, blobs, processor, outcomes))
                .toList();
        return new Workers(
                jobs,
                List.of(
                        Measure.counter(
                                "tenon_processing_processed_total",
                                "Documents that were read",
                                outcomes.processed()::sum),
                        Measure.counter(
                                "tenon_processing_failed_total",
                                "Documents that could not be read",
                                outcomes.failed()::sum),
                        Measure.counter(
                                "tenon_processing_retried_total",
                                "Tries to read a document that came to nothing",
                                outcomes.retried()::sum)));
    }

    @Override
    public String name() {
        return "process-documents-" + number;
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public int run() {
        if (stopping) {
            return 0;
        }
        Instant now = kernel.now();
        BlobKey thumbnail = new BlobKey(kernel.ids().next());
        Instant leaseUntil = now.plus(processor.longest()).plus(BESIDE_READING);
        Optional<Claimed> claimed =
                kernel.storage().unitOfWork().run(() -> store.claim(kernel.ids().next(), thumbnail, now, leaseUntil));
        claimed.ifPresent(this::process);
        return claimed.isPresent() ? 1 : 0;
    }

    /** Nothing is waited for: what is being read goes back, and another server reads it from its beginning. */
    @Override
    public void stop(Duration patience) {
        stopping = true;
        processor.close();
    }

    private void process(Claimed claimed) {
        if (claimed.attempt() > TRIES) {
            fail(claimed, "It was tried " + TRIES + " times, and no try came to an end.");
            return;
        }
        if (!processor.takes(claimed.mediaType())) {
            complete(claimed, new Extracted("", null, null, null));
            return;
        }
        Source source =
                new Source(claimed.mediaType(), claimed.size(), () -> blobs.read(claimed.blobKey(), 0, claimed.size()));
        try {
            Extraction read = processor.process(source);
            complete(claimed, extracted(claimed, read));
        } catch (Unreadable why) {
            fail(claimed, String.valueOf(why.getMessage()));
        } catch (Interrupted | IOException notNow) {
            retry(claimed, String.valueOf(notNow.getMessage()));
        } catch (RuntimeException bug) {
            // Whatever is wrong with one document or its reader keeps no other waiting.
            retry(claimed, "The reader broke: " + bug.getClass().getSimpleName());
            throw bug;
        }
    }

    private Extracted extracted(Claimed claimed, Extraction read) throws IOException {
        String language = read.language();
        StoredBlob thumbnail = null;
        try (InputStream picture = read.thumbnail()) {
            if (picture != null) {
                thumbnail = blobs.put(claimed.thumbnail(), picture);
            }
        }
        return new Extracted(Texts.storable(read.text(), Processing.MOST_TEXT), language, read.pages(), thumbnail);
    }

    private void complete(Claimed claimed, Extracted extracted) {
        Instant now = kernel.now();
        boolean isOurs = kernel.changes().commit(WORKER, now, change -> {
            boolean isWritten = store.complete(claimed, extracted, now);
            if (isWritten) {
                record(change, claimed, extracted);
            }
            return isWritten;
        });
        if (isOurs) {
            outcomes.processed().increment();
        } else {
            discard(claimed);
        }
    }

    private static void record(Change change, Claimed claimed, Extracted extracted) {
        Map<String, Object> used = new HashMap<>();
        used.put("documentId", claimed.documentId());
        used.put("size", claimed.size());
        AuditEntry entry = AuditEntry.of("document.processed", DocumentService.TABLE, claimed.documentId())
                .with("version", Integer.toString(claimed.version()))
                .with("characters", Integer.toString(extracted.text().length()));
        Integer pages = extracted.pages();
        if (pages != null) {
            used.put("pages", pages);
            entry = entry.with("pages", pages.toString());
        }
        change.audit(entry.in(claimed.organizationId()));
        change.usage(claimed.ownerId(), UsageAction.DOCUMENT_PROCESSED, used);
    }

    private void fail(Claimed claimed, String reason) {
        Instant now = kernel.now();
        boolean isOurs = kernel.changes().commit(WORKER, now, change -> {
            boolean isGivenUp = store.fail(claimed, reason);
            if (isGivenUp) {
                change.audit(AuditEntry.of("document.processing-failed", DocumentService.TABLE, claimed.documentId())
                        .with("version", Integer.toString(claimed.version()))
                        .with("reason", reason)
                        .in(claimed.organizationId()));
            }
            return isGivenUp;
        });
        if (isOurs) {
            outcomes.failed().increment();
        }
    }

    private void retry(Claimed claimed, String reason) {
        if (stopping) {
            kernel.storage().unitOfWork().run(() -> store.release(claimed));
            return;
        }
        Optional<Instant> next = claimed.attempt() < TRIES
                ? RetrySchedule.next(claimed.documentId().value(), claimed.attempt(), kernel.now())
                : Optional.empty();
        if (next.isEmpty()) {
            fail(claimed, "It was tried " + TRIES + " times. The last time: " + reason);
            return;
        }
        outcomes.retried().increment();
        kernel.storage().unitOfWork().run(() -> store.retry(claimed, next.get(), reason));
    }

    /** Another took the version over, or it is gone: nobody names this picture. */
    private void discard(Claimed claimed) {
        try {
            blobs.delete(claimed.thumbnail());
        } catch (IOException later) {
            // The sweep of orphans finds it.
            return;
        }
    }
}
