package dev.tenon.ports.webhooks;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a webhook. */
public enum WebhookRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such webhook", "List the webhooks to find it."),
    DELIVERY_NOT_FOUND(
            Kind.NOT_FOUND,
            "There is no such delivery",
            "List the webhook's deliveries to find it; they are kept for 30 days."),
    TOO_MANY(Kind.LIMIT_REACHED, "Too many webhooks", "Delete webhooks that nobody needs any more."),
    TWO_SECRETS(
            Kind.CONFLICT,
            "The webhook has two secrets already",
            "Both sign until `previousSecretUntil`; change the secret after that. If neither is a secret any more, make another"
                    + " webhook and delete this one."),
    DISABLED(Kind.CONFLICT, "The webhook is disabled", "Enable it, then try again."),
    UNDER_WAY(
            Kind.CONFLICT,
            "The delivery is on its way",
            "It is being tried at this moment; see in a minute what became of it."),
    REPLAY_TOO_LONG(
            Kind.LIMIT_REACHED,
            "Too many events for one replay",
            "Choose a shorter time, and replay the rest after that.");

    private final Meaning meaning;

    WebhookRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
