package dev.tenon.core.payments;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Settlement;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.payments.NewPaymentMethod;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.PaymentMethods;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.spi.PaymentGateway;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure;
import dev.tenon.ports.payments.spi.PaymentGateway.KeptMethod;
import dev.tenon.ports.payments.spi.PaymentMethodStore;
import dev.tenon.ports.payments.spi.PaymentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class PaymentMethodService implements PaymentMethods {

    static final String TABLE = "payment_methods";

    /** More invoices than that are not open at once, and if they are, the rest is collected when its time comes. */
    private static final int MOST_OPEN = 100;

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Kernel kernel;
    private final PaymentMethodStore methods;
    private final PaymentStore payments;
    private final Gateways gateways;
    private final Payers payers;
    private final Settlement settlement;

    PaymentMethodService(Kernel kernel, Gateways gateways, Payers payers, Settlement settlement) {
        this.kernel = kernel;
        this.methods = kernel.storage().paymentMethods();
        this.payments = kernel.storage().payments();
        this.gateways = gateways;
        this.payers = payers;
        this.settlement = settlement;
    }

    @Override
    public Set<String> gateways(Actor actor) {
        Authorizer.signedIn(actor);
        return gateways.names();
    }

    @Override
    public PaymentMethod add(Actor actor, NewPaymentMethod wanted) {
        SubjectId subject = payers.changing(actor, wanted.organizationId());
        PaymentGateway gateway = checked(wanted);
        if (methods.list(subject).size() >= MOST) {
            throw PaymentRefusal.TOO_MANY_METHODS.refusal();
        }
        PaymentMethodId id = new PaymentMethodId(kernel.ids().next());
        KeptMethod kept = kept(gateway, id, wanted.token());
        try {
            return kernel.changes()
                    .commit(actor, kernel.now(), change -> added(change, subject, gateway, wanted, id, kept));
        } catch (Refusal refusal) {
            forget(gateway, kept);
            throw refusal;
        }
    }

    private PaymentGateway checked(NewPaymentMethod wanted) {
        Violations violations = new Violations();
        violations.line(wanted.token(), "/token", NewPaymentMethod.LONGEST_TOKEN);
        PaymentGateway gateway = gateways.chosen(wanted.gateway()).orElse(null);
        violations.require(
                gateway != null,
                "/gateway",
                "unknown",
                "Name the gateway: one of " + String.join(", ", gateways.names()) + ".");
        violations.refuseIfAny();
        if (gateway == null) {
            throw PaymentRefusal.NO_GATEWAY.refusal();
        }
        return gateway;
    }

    private static KeptMethod kept(PaymentGateway gateway, PaymentMethodId id, String token) {
        try {
            return gateway.keep(id.toString(), token).orElseThrow(PaymentRefusal.METHOD_REFUSED::refusal);
        } catch (GatewayFailure failure) {
            throw PaymentRefusal.GATEWAY_UNAVAILABLE.refusal().withRetryAfter(SOON);
        }
    }

    private PaymentMethod added(
            Change change,
            SubjectId subject,
            PaymentGateway gateway,
            NewPaymentMethod wanted,
            PaymentMethodId id,
            KeptMethod kept) {
        int before = methods.count(subject);
        if (before >= MOST) {
            throw PaymentRefusal.TOO_MANY_METHODS.refusal();
        }
        PaymentMethod method = new PaymentMethod(
                id,
                subject instanceof UserId person ? person : null,
                subject instanceof OrganizationId organization ? organization : null,
                gateway.name(),
                label(kept),
                before == 0 || wanted.isDefault(),
                change.now());
        methods.insert(method, kernel.secrets().seal(Attempts.PURPOSE, kept.reference()));
        change.audit(entry("payment-method.added", method).with("gateway", method.gateway()));
        if (method.isDefault()) {
            collectNow(change, subject);
        }
        return method;
    }

    private static String label(KeptMethod kept) {
        String label = kept.label();
        return label.length() <= PaymentMethod.LONGEST_LABEL ? label : label.substring(0, PaymentMethod.LONGEST_LABEL);
    }

    /** Nothing was added, so nobody would ever ask the gateway to forget it. */
    private static void forget(PaymentGateway gateway, KeptMethod kept) {
        try {
            gateway.forget(kept.reference());
        } catch (GatewayFailure failure) {
            // It keeps what nobody charges; the refusal matters more to who waits.
        }
    }

    private void collectNow(Change change, SubjectId subject) {
        for (InvoiceId invoice : payments.open(subject, MOST_OPEN)) {
            settlement.later(change, invoice, change.now());
        }
    }

    @Override
    public List<PaymentMethod> list(Actor actor, @Nullable OrganizationId organization) {
        return methods.list(payers.reading(actor, organization));
    }

    @Override
    public PaymentMethod prefer(Actor actor, PaymentMethodId id) {
        PaymentMethod seen = payers.changing(actor, methods.find(id).orElse(null));
        return kernel.changes().commit(actor, kernel.now(), change -> {
            methods.count(seen.subject());
            PaymentMethod method = methods.find(id).orElseThrow(PaymentRefusal.METHOD_NOT_FOUND::refusal);
            if (method.isDefault()) {
                return method;
            }
            methods.prefer(method);
            change.audit(entry("payment-method.preferred", method));
            collectNow(change, method.subject());
            return methods.find(id).orElseThrow(PaymentRefusal.METHOD_NOT_FOUND::refusal);
        });
    }

    @Override
    public void remove(Actor actor, PaymentMethodId id) {
        PaymentMethod seen = payers.changing(actor, methods.find(id).orElse(null));
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            methods.count(seen.subject());
            PaymentMethod method = methods.find(id).orElseThrow(PaymentRefusal.METHOD_NOT_FOUND::refusal);
            methods.remove(id, now);
            change.audit(entry("payment-method.removed", method));
            if (method.isDefault()) {
                methods.list(method.subject()).stream().findFirst().ifPresent(methods::prefer);
            }
            return id;
        });
    }

    private static AuditEntry entry(String action, PaymentMethod method) {
        return AuditEntry.of(action, TABLE, method.id()).in(method.organizationId());
    }
}
