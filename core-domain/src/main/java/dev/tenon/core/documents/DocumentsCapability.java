package dev.tenon.core.documents;

import dev.tenon.core.documents.ProcessingWorker.Workers;
import dev.tenon.core.kernel.Downloads;
import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.audit.Retention;
import dev.tenon.ports.billing.spi.SubscriptionParticipant;
import dev.tenon.ports.documents.Blobs;
import dev.tenon.ports.documents.DocumentSearch;
import dev.tenon.ports.documents.DocumentVersions;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.Processing;
import dev.tenon.ports.documents.Quotas;
import dev.tenon.ports.documents.ShareLinks;
import dev.tenon.ports.documents.Shares;
import dev.tenon.ports.documents.Trash;
import dev.tenon.ports.documents.Uploads;
import dev.tenon.ports.documents.spi.BlobPlaces;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.DocumentProcessor;
import dev.tenon.ports.documents.spi.MediaTypeDetector;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import dev.tenon.ports.plans.spi.EntitlementParticipant;
import dev.tenon.ports.signin.ThrottlePolicy;
import dev.tenon.ports.signin.spi.PasswordHasher;
import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Documents: the way into this package. */
public record DocumentsCapability(
        Documents documents,
        DocumentVersions versions,
        Trash trash,
        Shares shares,
        DocumentSearch search,
        ShareLinks shareLinks,
        Uploads uploads,
        Quotas quotas,
        Blobs blobs,
        Processing processing,
        Downloads downloads,
        AccountParticipant participant,
        List<BackgroundJob> jobs,
        List<Measure> measures) {

    private static final Period ENDED_UPLOADS_KEPT = Period.ofDays(7);

    /** What stands in for a blob store where there is none. */
    public static BlobStore withoutBlobs() {
        return new NoBlobStore();
    }

    /** What stands in for other places where there is none. */
    public static BlobPlaces withoutPlaces() {
        return place -> {
            throw new IllegalArgumentException("No other place is known: give TenonCore.builder() blobPlaces");
        };
    }

    /**
     * Where contents lie.
     *
     * @param trashKept how long; {@code null} for ever
     */
    public record Keeping(
            BlobStore blobs, BlobPlaces places, @Nullable Period trashKept) {}

    /**
     * Who reads contents.
     *
     * @param detector tells what they are; {@code null} to believe uploaders
     * @param processor reads their texts; {@code null} for nobody
     * @param workers how many read at once
     */
    public record Reading(
            @Nullable MediaTypeDetector detector, @Nullable DocumentProcessor processor, int workers) {}

    /** What links to documents are made of. */
    public record Linking(URI baseUrl, PasswordHasher passwords, ThrottlePolicy throttling) {}

    /** Builds the capability. */
    public static DocumentsCapability of(Kernel kernel, Keeping keeping, Reading reading, Linking linking) {
        BlobStore blobs = keeping.blobs();
        DocumentProcessor processor = reading.processor();
        BlobCleanup cleanup = new BlobCleanup(kernel, blobs);
        Holds holds = new Holds(kernel, cleanup);
        Reach reach = new Reach(kernel.storage().documents(), new Memberships(kernel.storage()));
        Incoming incoming = new Incoming(kernel, blobs, holds, new FileTypes(reading.detector()));
        ProcessingQueue queue = new ProcessingQueue(kernel, processor);
        Workers workers = ProcessingWorker.of(reading.workers(), kernel, blobs, processor);
        Contents contents = new Contents(kernel, blobs);
        Ending ending = new Ending(kernel);
        Discarding discarding = new Discarding(kernel, holds, cleanup, ending);
        DocumentService documents = new DocumentService(kernel, reach, incoming, queue, contents, discarding, ending);
        VersionService versions = new VersionService(kernel, reach, incoming, queue, contents, discarding);
        UnwantedParts unwanted = new UnwantedParts(kernel, cleanup);
        Finishing finishing = new Finishing(kernel, blobs, incoming, documents, versions, ending, unwanted);
        Receiving receiving = new Receiving(kernel, incoming, unwanted, finishing, ending);
        return new DocumentsCapability(
                documents,
                versions,
                new TrashService(kernel, reach, discarding),
                new ShareService(kernel, reach, ending),
                new DocumentSearchService(kernel),
                new ShareLinkService(
                        kernel,
                        linking.baseUrl(),
                        reach,
                        contents,
                        linking.passwords(),
                        new LinkThrottle(kernel, linking.throttling())),
                new UploadService(kernel, reach, incoming, versions, receiving, ending),
                new QuotaService(kernel),
                new BlobService(kernel, blobs, keeping.places()),
                new ProcessingService(kernel, reach, blobs, processor),
                contents::of,
                new DocumentsOfAccount(kernel),
                Stream.concat(
                                workers.jobs().stream(),
                                Stream.of(
                                        Job.of("release-expired-holds", Duration.ofMinutes(1), holds::releaseExpired),
                                        Job.of("end-expired-uploads", Duration.ofMinutes(1), ending::endExpired),
                                        Job.of("end-barred-uploads", Duration.ofMinutes(1), ending::endBarred),
                                        Job.of("finish-uploads", Duration.ofSeconds(10), finishing::finishLeft),
                                        Job.forgetting(
                                                "forget-ended-uploads",
                                                kernel,
                                                ENDED_UPLOADS_KEPT,
                                                before -> kernel.storage()
                                                        .uploads()
                                                        .forgetEnded(before, Job.BATCH)),
                                        Job.of(
                                                "warn-of-full-quotas",
                                                Duration.ofMinutes(1),
                                                new QuotaWarnings(kernel)::warnFilled),
                                        emptyTrash(kernel, discarding, keeping.trashKept()),
                                        forgetEndedLinks(kernel),
                                        Job.of("delete-blobs", Duration.ofSeconds(10), cleanup::deleteDue),
                                        Job.of("sweep-orphaned-blobs", Duration.ofHours(1), cleanup::sweepOrphans)))
                        .toList(),
                workers.measures());
    }

    private static BackgroundJob forgetEndedLinks(Kernel kernel) {
        return Job.forgetting(
                "forget-ended-links",
                kernel,
                Period.ofDays(ShareLinks.DAYS_KEPT),
                before -> kernel.storage().shareLinks().deleteEnded(before, Job.BATCH));
    }

    private static BackgroundJob emptyTrash(Kernel kernel, Discarding discarding, @Nullable Period kept) {
        return Job.of(
                "empty-trash",
                Duration.ofMinutes(1),
                () -> kept == null ? 0 : discarding.purgeBefore(Retention.cutoff(kept, kernel.now())));
    }

    /** What a plan makes of quotas. */
    public static SubscriptionParticipant subscriptionParticipant(Kernel kernel) {
        return new QuotaOfPlan(kernel);
    }

    /** What becomes of a quota when what its owner is entitled to changes. */
    public static EntitlementParticipant entitlementParticipant(Kernel kernel) {
        return new EffectiveQuota(kernel);
    }

    /** What becomes of an organization's quota. */
    public static OrganizationParticipant organizationParticipant(Kernel kernel) {
        return new DocumentsOfOrganization(kernel);
    }

    /** What documents hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        // Uploads before the quota, as whoever ends one locks them. One that is about to end waits for the quota, or
        // finds its
        // reservation gone.
        return StoredPersonalData.of(
                kernel,
                Set.of(Reason.SHARED_DOCUMENT),
                PersonalTable.erased("uploads"),
                PersonalTable.erased("storage_quotas"),
                PersonalTable.erased("documents"),
                PersonalTable.erased("document_versions"),
                PersonalTable.erased("document_sharing"),
                PersonalTable.erased("share_links"));
    }
}
