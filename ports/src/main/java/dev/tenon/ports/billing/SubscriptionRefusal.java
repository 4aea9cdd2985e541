package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a subscription. */
public enum SubscriptionRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such subscription", "List your subscriptions to find it."),
    ALREADY_LIVE(
            Kind.CONFLICT, "There is a live subscription already", "Change its plan instead of starting a second one.");

    private final Meaning meaning;

    SubscriptionRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
