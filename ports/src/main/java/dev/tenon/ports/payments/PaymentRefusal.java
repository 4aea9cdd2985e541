package dev.tenon.ports.payments;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about payments. */
public enum PaymentRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such payment", "List the invoice's payments to find it."),
    METHOD_NOT_FOUND(Kind.NOT_FOUND, "There is no such way of paying", "List your ways of paying to find it."),
    GATEWAY_NOT_FOUND(
            Kind.NOT_FOUND,
            "No gateway of this name sends events",
            "Name one that is configured and whose signing secret is set."),
    NOTHING_DUE(
            Kind.CONFLICT,
            "Nothing is to be paid for this invoice",
            "It is a draft, paid or withdrawn; look at its status."),
    UNDER_WAY(
            Kind.CONFLICT,
            "A payment of this invoice is under way",
            "Nothing else is charged until it is known what became of it; look at the invoice's payments in a few minutes."),
    STILL_ASKED(
            Kind.CONFLICT,
            "The gateway is still asked what became of the payment",
            "Wait until it was asked for the last time, a week after the payment; ask it now with a check."),
    ALREADY_KNOWN(
            Kind.CONFLICT,
            "It is known what became of the payment",
            "Look at its status; what came in can be given back with a refund."),
    NO_METHOD(Kind.CONFLICT, "There is no way to pay", "Add a way of paying first, or name one."),
    NO_GATEWAY(
            Kind.CONFLICT,
            "Nobody takes payments here",
            "Pay by transfer as the invoice says; whoever runs this installation can configure a gateway."),
    METHOD_REFUSED(
            Kind.INVALID,
            "The gateway does not take this way of paying",
            "Enter it again in the browser, or choose another one."),
    TOO_MANY_METHODS(Kind.LIMIT_REACHED, "Too many ways of paying", "Remove one that you do not need any more."),
    TOO_MANY_TRIES(
            Kind.TOO_MANY,
            "Too many tries to pay this invoice",
            "Look with your bank why they are declined, and try again later."),
    GATEWAY_UNAVAILABLE(Kind.UNAVAILABLE, "The gateway does not answer", "Nothing was changed. Try again in a moment."),
    EVENT_NOT_SIGNED(
            Kind.FORBIDDEN,
            "The event is not signed, or not any more",
            "Sign the very bytes with the shared secret, and send them within five minutes."),
    EVENT_NOT_READABLE(Kind.MALFORMED, "The event cannot be read", "Send it as the gateway's documentation says.");

    private final Meaning meaning;

    PaymentRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
