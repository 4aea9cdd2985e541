package dev.tenon.core.payments;

import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.spi.PaymentGateway;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The gateways of an installation, by name. */
final class Gateways {

    private final Map<String, PaymentGateway> byName;

    private Gateways(Map<String, PaymentGateway> byName) {
        this.byName = byName;
    }

    static Gateways of(List<PaymentGateway> gateways) {
        Map<String, PaymentGateway> byName = new LinkedHashMap<>();
        for (PaymentGateway gateway : gateways) {
            String name = gateway.name();
            if (!PaymentGateway.NAME.matcher(name).matches() || name.equals(Payment.MANUAL)) {
                throw new IllegalArgumentException("A gateway cannot be called " + name);
            }
            if (byName.put(name, gateway) != null) {
                throw new IllegalArgumentException("There are two gateways called " + name);
            }
        }
        return new Gateways(byName);
    }

    Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    Optional<PaymentGateway> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The gateway of this name; of no name, the only one. */
    Optional<PaymentGateway> chosen(@Nullable String name) {
        if (byName.isEmpty()) {
            throw PaymentRefusal.NO_GATEWAY.refusal();
        }
        if (name != null) {
            return find(name);
        }
        return byName.size() == 1 ? byName.values().stream().findFirst() : Optional.empty();
    }

    PaymentGateway needed(String name) {
        return find(name).orElseThrow(PaymentRefusal.NO_GATEWAY::refusal);
    }
}
