package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.ports.access.spi.PermissionStore;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore;
import dev.tenon.ports.accounts.spi.PersonalDataStore;
import dev.tenon.ports.accounts.spi.SettingStore;
import dev.tenon.ports.apikeys.spi.ApiKeyStore;
import dev.tenon.ports.apikeys.spi.ApiUsageStore;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.Cut;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.audit.spi.UsageStore;
import dev.tenon.ports.billing.spi.BillingReportStore;
import dev.tenon.ports.billing.spi.SubscriptionChangeStore;
import dev.tenon.ports.billing.spi.SubscriptionStore;
import dev.tenon.ports.billing.spi.TrialStore;
import dev.tenon.ports.documents.spi.DocumentSearchStore;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.documents.spi.ProcessingStore;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.documents.spi.ShareLinkStore;
import dev.tenon.ports.documents.spi.ShareStore;
import dev.tenon.ports.documents.spi.UploadStore;
import dev.tenon.ports.flags.spi.FeatureFlagStore;
import dev.tenon.ports.flags.spi.FlagSegmentStore;
import dev.tenon.ports.imports.spi.ImportStore;
import dev.tenon.ports.invoices.spi.InvoiceStore;
import dev.tenon.ports.kernel.spi.IdempotencyStore;
import dev.tenon.ports.kernel.spi.Signals;
import dev.tenon.ports.kernel.spi.UnitOfWork;
import dev.tenon.ports.limits.spi.RateLimitStore;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.NotificationMailStore;
import dev.tenon.ports.notifications.spi.NotificationStore;
import dev.tenon.ports.notifications.spi.NotificationStreamStore;
import dev.tenon.ports.organizations.spi.InvitationMailStore;
import dev.tenon.ports.organizations.spi.InvitationStore;
import dev.tenon.ports.organizations.spi.MemberStore;
import dev.tenon.ports.organizations.spi.OrganizationStore;
import dev.tenon.ports.payments.spi.PaymentEventStore;
import dev.tenon.ports.payments.spi.PaymentMethodStore;
import dev.tenon.ports.payments.spi.PaymentStore;
import dev.tenon.ports.payments.spi.RefundStore;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.spi.EntitlementStore;
import dev.tenon.ports.plans.spi.FeatureStore;
import dev.tenon.ports.plans.spi.PlanStore;
import dev.tenon.ports.signin.spi.CeremonyStore;
import dev.tenon.ports.signin.spi.LoginHistoryStore;
import dev.tenon.ports.signin.spi.LoginMethodStore;
import dev.tenon.ports.signin.spi.LoginThrottleStore;
import dev.tenon.ports.signin.spi.PasskeyStore;
import dev.tenon.ports.signin.spi.SecondFactorStore;
import dev.tenon.ports.signin.spi.SessionStore;
import dev.tenon.ports.signin.spi.SocialLoginStore;
import dev.tenon.ports.signin.spi.SocialStateStore;
import dev.tenon.ports.support.spi.TicketStore;
import dev.tenon.ports.webhooks.spi.DeliveryStore;
import dev.tenon.ports.webhooks.spi.WebhookStore;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A whole storage in memory, for tests that need no database: transactions, locks, unique keys and the rows that a new
 * database has (the plans Free, Standard and Premium, the roles admin, support and member). It passes the same contracts as
 * the storage over PostgreSQL. Lists are sorted when they are read, so it suits thousands of rows, not millions.
 */
public final class InMemoryStorage implements Storage {

    private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
    private final Tables tables = new Tables(unitOfWork);
    private final AccountStore accounts = new InMemoryAccountStore(unitOfWork, tables);
    private final PersonalDataStore personalData = new InMemoryPersonalDataStore(unitOfWork, tables);
    private final OneTimeTokenStore oneTimeTokens = new InMemoryOneTimeTokenStore(unitOfWork, tables);
    private final SettingStore settings = new InMemorySettingStore(unitOfWork, tables);
    private final LoginMethodStore loginMethods = new InMemoryLoginMethodStore(unitOfWork, tables);
    private final SessionStore sessions = new InMemorySessionStore(unitOfWork, tables);
    private final LoginThrottleStore loginThrottles = new InMemoryLoginThrottleStore();
    private final LoginHistoryStore loginHistory = new InMemoryLoginHistoryStore(unitOfWork, tables);
    private final SecondFactorStore secondFactors = new InMemorySecondFactorStore(unitOfWork, tables);
    private final CeremonyStore ceremonies = new InMemoryCeremonyStore(unitOfWork, tables);
    private final SocialLoginStore socialLogins = new InMemorySocialLoginStore(unitOfWork, tables);
    private final SocialStateStore socialStates = new InMemorySocialStateStore(unitOfWork, tables);
    private final PasskeyStore passkeys = new InMemoryPasskeyStore(unitOfWork, tables);
    private final ApiKeyStore apiKeys = new InMemoryApiKeyStore(unitOfWork, tables);
    private final ApiUsageStore apiUsage = new InMemoryApiUsageStore(unitOfWork, tables);
    private final RoleStore roles = new InMemoryRoleStore(unitOfWork, tables);
    private final PermissionStore permissions = new InMemoryPermissionStore(unitOfWork, tables);
    private final OrganizationStore organizations = new InMemoryOrganizationStore(unitOfWork, tables);
    private final InMemoryMemberStore members = new InMemoryMemberStore(unitOfWork, tables);
    private final InvitationStore invitations = new InMemoryInvitationStore(unitOfWork, tables);
    private final InvitationMailStore invitationMails = new InMemoryInvitationMailStore(unitOfWork, tables);
    private final ImportStore imports = new InMemoryImportStore(unitOfWork, tables);
    private final PlanStore plans = new InMemoryPlanStore(unitOfWork, tables);
    private final EntitlementStore entitlements = new InMemoryEntitlementStore(unitOfWork, tables);
    private final FeatureStore features = new InMemoryFeatureStore(unitOfWork, tables);
    private final SubscriptionStore subscriptions = new InMemorySubscriptionStore(unitOfWork, tables);
    private final InvoiceStore invoices = new InMemoryInvoiceStore(unitOfWork, tables);
    private final TrialStore trials = new InMemoryTrialStore(unitOfWork, tables);
    private final SubscriptionChangeStore subscriptionChanges = new InMemorySubscriptionChangeStore(unitOfWork, tables);
    private final BillingReportStore billingReports = new InMemoryBillingReportStore(tables);
    private final PaymentStore payments = new InMemoryPaymentStore(unitOfWork, tables);
    private final RefundStore refunds = new InMemoryRefundStore(unitOfWork, tables);
    private final PaymentMethodStore paymentMethods = new InMemoryPaymentMethodStore(unitOfWork, tables);
    private final PaymentEventStore paymentEvents = new InMemoryPaymentEventStore(unitOfWork, tables);
    private final DocumentStore documents = new InMemoryDocumentStore(unitOfWork, tables);
    private final QuotaStore quotas = new InMemoryQuotaStore(unitOfWork, tables);
    private final ShareStore shares = new InMemoryShareStore(unitOfWork, tables);
    private final DocumentSearchStore documentSearch = new InMemoryDocumentSearchStore(unitOfWork, tables, documents);
    private final ShareLinkStore shareLinks = new InMemoryShareLinkStore(unitOfWork, tables);
    private final UploadStore uploads = new InMemoryUploadStore(unitOfWork, tables);
    private final ProcessingStore processing = new InMemoryProcessingStore(unitOfWork, tables);
    private final InMemoryFeatureFlagStore featureFlags = new InMemoryFeatureFlagStore(unitOfWork, tables);
    private final FlagSegmentStore flagSegments = new InMemoryFlagSegmentStore(unitOfWork, tables, featureFlags);
    private final EmailStore emails = new InMemoryEmailStore(unitOfWork, tables);
    private final Signals signals = new InMemorySignals(unitOfWork);
    private final InMemoryNotificationStore notifications = new InMemoryNotificationStore(unitOfWork, tables);
    private final NotificationMailStore notificationMails =
            new InMemoryNotificationMailStore(unitOfWork, tables, notifications);
    private final WebhookStore webhooks = new InMemoryWebhookStore(unitOfWork, tables);
    private final DeliveryStore deliveries = new InMemoryDeliveryStore(unitOfWork, tables);
    private final TicketStore tickets = new InMemoryTicketStore(unitOfWork, tables);
    private final AuditStore audit = new InMemoryAuditStore(unitOfWork, tables);
    private final UsageStore usage = new InMemoryUsageStore(unitOfWork, tables);
    private final IdempotencyStore idempotency = new InMemoryIdempotencyStore(unitOfWork, tables);
    private final RateLimitStore rateLimits = new InMemoryRateLimitStore(unitOfWork, tables);

    /** A storage as a new database is: the seeded plans, features and roles, and no account. */
    public InMemoryStorage() {
        unitOfWork.joinOrRun(() -> Seed.into(tables));
    }

    /** Which tables each commit changed while this ran, in the order of the commits; those that changed none are left out. */
    public List<Set<String>> commitsOf(Runnable work) {
        return unitOfWork.commitsOf(work);
    }

    /** What whoever owns the database can do to the audit trail: puts other rows in the place of those that are there. */
    public void rewriteTrail(UnaryOperator<List<AuditRow>> rewritten) {
        unitOfWork.joinOrRun(() -> {
            List<AuditRow> before = tables.auditRows.rows(any -> true);
            before.forEach(row -> tables.auditRows.remove(row.id()));
            rewritten.apply(before).forEach(row -> tables.auditRows.put(row.id(), row));
        });
    }

    /** The same for the heads of its chains. */
    public void rewriteHeads(UnaryOperator<List<Head>> rewritten) {
        unitOfWork.joinOrRun(() -> {
            List<Head> before = tables.auditHeads.rows(any -> true);
            before.forEach(head -> tables.auditHeads.remove(head.chain()));
            rewritten.apply(before).forEach(head -> tables.auditHeads.put(head.chain(), head));
        });
    }

    /** The same for what is noted of where retention cut them. */
    public void rewriteCuts(UnaryOperator<List<Cut>> rewritten) {
        unitOfWork.joinOrRun(() -> {
            List<Cut> before = tables.auditCuts.rows(any -> true);
            before.forEach(cut -> tables.auditCuts.remove(cut.chain()));
            rewritten.apply(before).forEach(cut -> tables.auditCuts.put(cut.chain(), cut));
        });
    }

    @Override
    public UnitOfWork unitOfWork() {
        return unitOfWork;
    }

    @Override
    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public PersonalDataStore personalData() {
        return personalData;
    }

    @Override
    public OneTimeTokenStore oneTimeTokens() {
        return oneTimeTokens;
    }

    @Override
    public SettingStore settings() {
        return settings;
    }

    @Override
    public LoginMethodStore loginMethods() {
        return loginMethods;
    }

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public LoginThrottleStore loginThrottles() {
        return loginThrottles;
    }

    @Override
    public LoginHistoryStore loginHistory() {
        return loginHistory;
    }

    @Override
    public SecondFactorStore secondFactors() {
        return secondFactors;
    }

    @Override
    public CeremonyStore ceremonies() {
        return ceremonies;
    }

    @Override
    public SocialLoginStore socialLogins() {
        return socialLogins;
    }

    @Override
    public SocialStateStore socialStates() {
        return socialStates;
    }

    @Override
    public PasskeyStore passkeys() {
        return passkeys;
    }

    @Override
    public ApiKeyStore apiKeys() {
        return apiKeys;
    }

    @Override
    public ApiUsageStore apiUsage() {
        return apiUsage;
    }

    @Override
    public RoleStore roles() {
        return roles;
    }

    @Override
    public PermissionStore permissions() {
        return permissions;
    }

    @Override
    public OrganizationStore organizations() {
        return organizations;
    }

    @Override
    public MemberStore members() {
        return members;
    }

    /** Puts a plan straight into the storage, or another one in the place of what has its id. */
    public void offer(Plan plan) {
        unitOfWork.run(() -> {
            tables.plans.put(plan.id(), plan);
            return plan;
        });
    }

    /** Organizations for tests of what counts inside one. */
    public OrganizationFixture organizationFixture() {
        return members;
    }

    @Override
    public InvitationStore invitations() {
        return invitations;
    }

    @Override
    public InvitationMailStore invitationMails() {
        return invitationMails;
    }

    @Override
    public ImportStore imports() {
        return imports;
    }

    @Override
    public PlanStore plans() {
        return plans;
    }

    @Override
    public EntitlementStore entitlements() {
        return entitlements;
    }

    @Override
    public FeatureStore features() {
        return features;
    }

    @Override
    public SubscriptionStore subscriptions() {
        return subscriptions;
    }

    @Override
    public InvoiceStore invoices() {
        return invoices;
    }

    @Override
    public TrialStore trials() {
        return trials;
    }

    @Override
    public SubscriptionChangeStore subscriptionChanges() {
        return subscriptionChanges;
    }

    @Override
    public BillingReportStore billingReports() {
        return billingReports;
    }

    @Override
    public PaymentStore payments() {
        return payments;
    }

    @Override
    public RefundStore refunds() {
        return refunds;
    }

    @Override
    public PaymentMethodStore paymentMethods() {
        return paymentMethods;
    }

    @Override
    public PaymentEventStore paymentEvents() {
        return paymentEvents;
    }

    @Override
    public DocumentStore documents() {
        return documents;
    }

    @Override
    public QuotaStore quotas() {
        return quotas;
    }

    @Override
    public ShareStore shares() {
        return shares;
    }

    @Override
    public DocumentSearchStore documentSearch() {
        return documentSearch;
    }

    @Override
    public ShareLinkStore shareLinks() {
        return shareLinks;
    }

    @Override
    public UploadStore uploads() {
        return uploads;
    }

    @Override
    public ProcessingStore processing() {
        return processing;
    }

    @Override
    public FeatureFlagStore featureFlags() {
        return featureFlags;
    }

    @Override
    public FlagSegmentStore flagSegments() {
        return flagSegments;
    }

    @Override
    public EmailStore emails() {
        return emails;
    }

    @Override
    public NotificationStore notifications() {
        return notifications;
    }

    @Override
    public NotificationStreamStore notificationStream() {
        return notifications;
    }

    @Override
    public NotificationMailStore notificationMails() {
        return notificationMails;
    }

    @Override
    public Signals signals() {
        return signals;
    }

    @Override
    public WebhookStore webhooks() {
        return webhooks;
    }

    @Override
    public DeliveryStore deliveries() {
        return deliveries;
    }

    @Override
    public TicketStore tickets() {
        return tickets;
    }

    @Override
    public AuditStore audit() {
        return audit;
    }

    @Override
    public UsageStore usage() {
        return usage;
    }

    @Override
    public IdempotencyStore idempotency() {
        return idempotency;
    }

    @Override
    public RateLimitStore rateLimits() {
        return rateLimits;
    }
}
