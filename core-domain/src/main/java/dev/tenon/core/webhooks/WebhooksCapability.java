package dev.tenon.core.webhooks;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import dev.tenon.ports.webhooks.Webhooks;
import dev.tenon.ports.webhooks.spi.WebhookSender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Webhooks: the way into this package. */
public record WebhooksCapability(Webhooks webhooks, List<BackgroundJob> jobs, List<Measure> measures) {

    /** How long deliveries are kept. */
    private static final Duration KEPT = Duration.ofDays(30);

    /** Builds the capability; without a sender events stay in the queue until they are forgotten. */
    public static WebhooksCapability of(Kernel kernel, @Nullable WebhookSender sender) {
        SigningSecrets secrets = new SigningSecrets(kernel.secrets());
        Webhooks webhooks = new WebhookService(kernel, sender, secrets);
        BackgroundJob forgetting = Job.of("forget-webhook-deliveries", Duration.ofMinutes(10), () -> forget(kernel));
        if (sender == null) {
            return new WebhooksCapability(webhooks, List.of(forgetting), List.of());
        }
        WebhookWorker worker = new WebhookWorker(kernel, new EventDelivery(kernel, sender, secrets));
        return new WebhooksCapability(webhooks, List.of(worker, forgetting), worker.measures());
    }

    private static int forget(Kernel kernel) {
        Instant now = kernel.now();
        return kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().webhooks().forgetPreviousSecrets(now)
                        + kernel.storage().deliveries().deleteQueuedBefore(now.minus(KEPT), Job.BATCH));
    }

    /** What becomes of webhooks when an account is taken back from somebody. */
    public static AccountParticipant accounts(Kernel kernel) {
        return new WebhooksOfAccount(kernel.storage().webhooks());
    }

    /** What becomes of webhooks when an organization ends. */
    public static OrganizationParticipant participant(Kernel kernel) {
        return new OrganizationParticipant() {
            @Override
            public void deleted(Change change, OrganizationId organization) {
                kernel.storage().webhooks().deleteOf(organization);
            }
        };
    }

    /** What webhooks hold about people: who made them. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(kernel, PersonalTable.erased("webhook_endpoints"));
    }
}
