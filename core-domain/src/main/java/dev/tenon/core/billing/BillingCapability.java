package dev.tenon.core.billing;

import dev.tenon.core.kernel.Entitled;
import dev.tenon.core.kernel.Invoicing;
import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.core.kernel.Payability;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.accounts.spi.SettingRule;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.billing.BillingReports;
import dev.tenon.ports.billing.Subscriptions;
import dev.tenon.ports.billing.Trials;
import dev.tenon.ports.billing.spi.SubscriptionParticipant;
import dev.tenon.ports.invoices.spi.InvoiceParticipant;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Billing: the way into this package. */
public record BillingCapability(
        Subscriptions subscriptions, Trials trials, BillingReports reports, List<BackgroundJob> jobs) {

    private static final Duration BETWEEN_STEPS = Duration.ofSeconds(10);

    /**
     * Builds the capability.
     *
     * @param participants who makes something of the plan that counts
     * @param invoicing who charges; tells {@link #invoices} of what is paid
     */
    public static BillingCapability of(
            Kernel kernel,
            BillingPolicy policy,
            List<SubscriptionParticipant> participants,
            Invoicing invoicing,
            Payability payability) {
        Billables billables = Billables.by(policy.proration());
        SubscriptionRows rows = rows(kernel, policy, participants);
        SubscriptionAuthority authority =
                new SubscriptionAuthority(kernel.storage(), new Memberships(kernel.storage()));
        SubscriptionService subscriptions = new SubscriptionService(
                kernel,
                authority,
                rows,
                new Starting(kernel, authority, rows, billables, zones(kernel, policy), invoicing),
                new PlanChanges(kernel, rows, billables, new Excesses(new Entitled(kernel.storage())), invoicing),
                new Pausing(kernel, rows, billables, invoicing),
                invoicing);
        DueSubscriptions due = new DueSubscriptions(
                kernel, rows, billables, invoicing, payability, new SubscriptionNews(kernel.storage()));
        return new BillingCapability(
                subscriptions,
                new TrialService(kernel.storage().trials(), authority),
                new BillingReportService(kernel, policy.zone()),
                List.of(Job.of("advance-subscriptions", BETWEEN_STEPS, due::advance)));
    }

    /** What payments make of subscriptions. */
    public static InvoiceParticipant invoices(
            Kernel kernel, BillingPolicy policy, List<SubscriptionParticipant> participants) {
        return new PaidInvoices(kernel, rows(kernel, policy, participants), new SubscriptionNews(kernel.storage()));
    }

    /** What every verified account gets. */
    public static AccountParticipant accounts(Kernel kernel, BillingPolicy policy) {
        return free(kernel, policy);
    }

    /** What becomes of an organization's subscription. */
    public static OrganizationParticipant organizations(Kernel kernel, BillingPolicy policy) {
        return new SubscriptionsOfTheDeleted(kernel.storage().subscriptions(), rows(kernel, policy, List.of()));
    }

    /** The settings that are read here. */
    public static List<SettingRule> settings() {
        return List.of(Zones.rule());
    }

    /** What subscriptions hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(
                kernel,
                Set.of(Reason.LIVE_SUBSCRIPTION),
                PersonalTable.pseudonymous("subscriptions"),
                PersonalTable.pseudonymous("trial_periods"));
    }

    private static SubscriptionRows rows(
            Kernel kernel, BillingPolicy policy, List<SubscriptionParticipant> participants) {
        return new SubscriptionRows(
                kernel,
                new Due(policy),
                free(kernel, policy),
                new Movements(kernel.storage().subscriptionChanges()),
                List.copyOf(participants));
    }

    private static FreeSubscription free(Kernel kernel, BillingPolicy policy) {
        return new FreeSubscription(kernel, zones(kernel, policy));
    }

    private static Zones zones(Kernel kernel, BillingPolicy policy) {
        return new Zones(kernel.storage().settings(), policy.zone());
    }
}
