package dev.tenon.rest.payments;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.payments.NewPaymentMethod;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.PaymentMethods;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;

/** With what people and organizations pay. */
final class PaymentMethodRoutes {

    private static final String[] READ_ONLY = {"id", "label", "createdAt"};

    private final PaymentMethods methods;

    PaymentMethodRoutes(PaymentMethods methods) {
        this.methods = methods;
    }

    void routing(RouteTable routes) {
        routes.add(post("/v1/payment-methods", SIGNED_IN, this::add));
        routes.add(get("/v1/payment-methods", SIGNED_IN, this::list).query("organizationId"));
        routes.add(put("/v1/payment-methods/{id}/default", SIGNED_IN, this::prefer));
        routes.add(delete("/v1/payment-methods/{id}", SIGNED_IN, this::remove));
    }

    private Answer add(Call call) {
        Fields fields = call.fields();
        Boolean isDefault = fields.optionalFlag("isDefault");
        NewPaymentMethod wanted = new NewPaymentMethod(
                fields.nullableId("organizationId", OrganizationId::parse),
                fields.nullableText("gateway"),
                fields.text("token"),
                isDefault == null || isDefault);
        fields.close(READ_ONLY);
        return call.once(
                PaymentMethod.class,
                actor -> methods.add(actor, wanted),
                method -> Answer.json(201, PaymentMethodResponse.from(method)));
    }

    private Answer list(Call call) {
        String organization = call.query().text("organizationId");
        OrganizationId id =
                organization == null ? null : Ids.parse(organization, OrganizationId::parse, OrganizationId::new);
        return call.all(methods.list(call.actor(), id), PaymentMethodResponse::from);
    }

    private Answer prefer(Call call) {
        methods.prefer(call.actor(), id(call));
        return Answer.empty(204);
    }

    private Answer remove(Call call) {
        methods.remove(call.actor(), id(call));
        return Answer.empty(204);
    }

    private static PaymentMethodId id(Call call) {
        return Ids.parse(call.path("id"), PaymentMethodId::parse, PaymentMethodId::new);
    }
}
