package dev.tenon.core.payments;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Payability;
import dev.tenon.core.kernel.Settlement;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import dev.tenon.ports.payments.PaymentEvents;
import dev.tenon.ports.payments.PaymentMethods;
import dev.tenon.ports.payments.Payments;
import dev.tenon.ports.payments.spi.PaymentGateway;
import dev.tenon.ports.payments.spi.SandboxBook;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Payments: the way into this package. */
public record PaymentsCapability(
        Payments payments, PaymentMethods methods, PaymentEvents events, List<BackgroundJob> jobs) {

    /** Builds the capability; without a gateway every invoice is a bill. */
    public static PaymentsCapability of(
            Kernel kernel, BillingPolicy policy, List<PaymentGateway> configured, Settlement settlement) {
        Gateways gateways = Gateways.of(configured);
        Dunning dunning = new Dunning(policy.retries());
        PaymentNews news = new PaymentNews(kernel.storage());
        Refunding refunding = new Refunding(kernel, gateways, settlement);
        Outcomes outcomes = new Outcomes(kernel, settlement, dunning, news, refunding);
        Attempts attempts = new Attempts(kernel, gateways, outcomes);
        Payers payers = new Payers(kernel.storage());
        BackgroundJob collector = new Collector(kernel, gateways, attempts, settlement, dunning, news);
        return new PaymentsCapability(
                new PaymentService(
                        kernel,
                        gateways,
                        payers,
                        attempts,
                        refunding,
                        settlement,
                        new SettlingByHand(kernel, kernel.storage().payments(), payers, outcomes)),
                new PaymentMethodService(kernel, gateways, payers, settlement),
                new PaymentEventService(kernel, gateways, outcomes, refunding),
                Stream.concat(
                                Stream.of(collector),
                                new Inquiries(kernel, gateways, attempts, refunding).jobs().stream())
                        .toList());
    }

    /** Whether invoices of a person or an organization can be collected: there is a way of paying whose gateway is configured. */
    public static Payability payable(Kernel kernel, List<PaymentGateway> configured) {
        Gateways gateways = Gateways.of(configured);
        return subject -> kernel.storage()
                .paymentMethods()
                .preferred(subject)
                .filter(method -> gateways.has(method.gateway()))
                .isPresent();
    }

    /** What becomes of ways of paying when an organization ends. */
    public static OrganizationParticipant organizationParticipant(Kernel kernel) {
        return new MethodsOfOrganization(kernel.storage().paymentMethods());
    }

    /** What payments hold about people: with what they pay. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(kernel, PersonalTable.erased("payment_methods"));
    }

    /**
     * A gateway that moves no money.
     *
     * @param book where it writes what it did; {@code null} for the memory of this process
     * @param eventSecret what its events are signed with; {@code null} for no events
     */
    public static PaymentGateway sandbox(@Nullable SandboxBook book, @Nullable String eventSecret) {
        return new Sandbox(book == null ? new Memory(new ConcurrentHashMap<>()) : book, eventSecret);
    }

    private record Memory(ConcurrentMap<String, String> entries) implements SandboxBook {

        @Override
        public Optional<String> find(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public String putIfAbsent(String key, String entry) {
            String before = entries.putIfAbsent(key, entry);
            return before == null ? entry : before;
        }

        @Override
        public void put(String key, String entry) {
            entries.put(key, entry);
        }
    }
}
