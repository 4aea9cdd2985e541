package dev.tenon.core.webhooks;

import dev.tenon.core.kernel.Unnoticed;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.Webhook.Disabled;
import dev.tenon.ports.webhooks.spi.WebhookStore;
import java.time.Instant;
import java.util.Locale;

/**
 * What somebody made who had an account that was not theirs, or led elsewhere, or whose new secret they saw, tells them nothing any
 * more. Otherwise webhooks are the
 * installation's or an organization's, and outlive whoever made them.
 */
final class WebhooksOfAccount implements AccountParticipant {

    private final WebhookStore webhooks;

    WebhooksOfAccount(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public void reclaimed(Change change, Account account, Instant since) {
        for (Webhook webhook :
                webhooks.disableTouchedBy(account.id(), Unnoticed.before(since), Disabled.TAKEN_BACK, change.now())) {
            change.audit(AuditEntry.of("webhook.disabled", WebhookService.TABLE, webhook.id())
                    .in(webhook.organizationId())
                    .with("reason", Disabled.TAKEN_BACK.name().toLowerCase(Locale.ROOT)));
        }
    }
}
