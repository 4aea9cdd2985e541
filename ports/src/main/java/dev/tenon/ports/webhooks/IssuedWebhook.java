package dev.tenon.ports.webhooks;

/**
 * A webhook with a secret that was just made.
 *
 * @param secret {@code whsec_} and 32 random bytes in Base64, as Standard Webhooks has it; shown this once
 */
public record IssuedWebhook(Webhook webhook, String secret) {

    /** How a secret begins. */
    public static final String PREFIX = "whsec_";
}
