package dev.tenon.core.webhooks;

import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.webhooks.IssuedWebhook;
import dev.tenon.ports.webhooks.spi.WebhookStore.SealedSecrets;
import java.time.Instant;
import java.util.Optional;

/** The secrets that webhooks sign with: shown once, sealed at rest. Signatures are those of Standard Webhooks. */
record SigningSecrets(Secrets secrets) {

    private static final String PURPOSE = "webhook-secret";

    /** A new secret. */
    String made() {
        return IssuedWebhook.PREFIX + secrets.newSharedKey();
    }

    /** A secret as it is kept. */
    String sealed(String secret) {
        return secrets.seal(PURPOSE, secret);
    }

    /**
     * The header {@code webhook-signature}: one signature of each secret that signs now. Empty if the present secret was sealed
     * under a key that is gone.
     */
    Optional<String> signatures(SealedSecrets sealed, String id, long timestamp, String body, Instant now) {
        String text = id + "." + timestamp + "." + body;
        String previous = sealed.previous();
        Instant until = sealed.previousUntil();
        String second = previous == null || until == null || !now.isBefore(until)
                ? ""
                : signature(previous, text).map(also -> " " + also).orElse("");
        return signature(sealed.current(), text).map(first -> first + second);
    }

    private Optional<String> signature(String sealed, String text) {
        return secrets.open(PURPOSE, sealed)
                .map(secret -> "v1," + secrets.mac(secret.substring(IssuedWebhook.PREFIX.length()), text));
    }
}
