package dev.tenon.rest.payments;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.payments.PaymentEvents;
import dev.tenon.ports.payments.PaymentEvents.Receipt;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Words;

/** What gateways tell by themselves. The body is taken as it comes: its bytes are signed. */
final class PaymentEventRoutes {

    private static final String SIGNATURE = "Payment-Signature";
    /** What the same is called by the one gateway that cannot be told another name. */
    private static final String OF_STRIPE = "Stripe-Signature";

    private final PaymentEvents events;

    PaymentEventRoutes(PaymentEvents events) {
        this.events = events;
    }

    /** What was done with it. */
    record EventResponse(String receipt) {}

    void routing(RouteTable routes) {
        routes.add(post("/v1/payment-events/{gateway}", ANYBODY, this::receive));
    }

    private Answer receive(Call call) {
        String signature =
                call.header(SIGNATURE).or(() -> call.header(OF_STRIPE)).orElse(null);
        Receipt receipt = events.receive(call.actor(), call.path("gateway"), signature, call.text());
        return Answer.json(200, new EventResponse(Words.of(receipt)));
    }
}
