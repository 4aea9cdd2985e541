package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a subscription. */
public enum SubscriptionRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such subscription", "List your subscriptions to find it."),
    ALREADY_LIVE(
            Kind.CONFLICT, "There is a live subscription already", "Change its plan instead of starting a second one."),
    ENDED(Kind.CONFLICT, "The subscription has ended for good", "Start a new one."),
    IS_FREE(
            Kind.CONFLICT,
            "The subscription costs nothing",
            "Start a subscription to the plan that you want; it takes the place of the free one."),
    NOT_RUNNING(
            Kind.CONFLICT,
            "The subscription does not run",
            "Pay its first invoice, or resume it, and ask again; or cancel it."),
    UNPAID(Kind.CONFLICT, "Something of the subscription is not paid", "Pay what is open, and ask again."),
    SAME_PLAN(Kind.CONFLICT, "The subscription is on that plan already", "Choose another plan."),
    PLAN_ARCHIVED(Kind.CONFLICT, "That plan is not offered any more", "List the plans to choose one that is."),
    CURRENCY_DIFFERS(
            Kind.CONFLICT,
            "That plan is paid in another currency",
            "Change at the end of the period; what is left of this one cannot be set off."),
    NOT_PAUSED(Kind.CONFLICT, "The subscription does not rest", "Only what is paused can be resumed.");

    private final Meaning meaning;

    SubscriptionRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
