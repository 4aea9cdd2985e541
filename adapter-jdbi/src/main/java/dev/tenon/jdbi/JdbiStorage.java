package dev.tenon.jdbi;

import dev.tenon.jdbi.access.AccessStores;
import dev.tenon.jdbi.accounts.AccountStores;
import dev.tenon.jdbi.apikeys.ApiKeyStores;
import dev.tenon.jdbi.audit.AuditStores;
import dev.tenon.jdbi.billing.BillingStores;
import dev.tenon.jdbi.documents.DocumentStores;
import dev.tenon.jdbi.flags.FlagStores;
import dev.tenon.jdbi.imports.ImportStores;
import dev.tenon.jdbi.invoices.InvoiceStores;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.JdbiSignals;
import dev.tenon.jdbi.limits.LimitStores;
import dev.tenon.jdbi.notifications.NotificationStores;
import dev.tenon.jdbi.organizations.OrganizationStores;
import dev.tenon.jdbi.payments.PaymentStores;
import dev.tenon.jdbi.plans.PlanStores;
import dev.tenon.jdbi.signin.SigninStores;
import dev.tenon.jdbi.support.SupportStores;
import dev.tenon.jdbi.webhooks.WebhookStores;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.spi.PermissionStore;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore;
import dev.tenon.ports.accounts.spi.PersonalDataStore;
import dev.tenon.ports.accounts.spi.SettingStore;
import dev.tenon.ports.apikeys.spi.ApiKeyStore;
import dev.tenon.ports.apikeys.spi.ApiUsageStore;
import dev.tenon.ports.audit.spi.AuditStore;
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
import java.sql.Connection;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Every store, in one PostgreSQL database that {@code Migrations} has prepared. Keeps nothing in memory, so several
 * servers may share the database. Safe for use by many threads.
 *
 * <p>A database that has no connection to give, or cannot be reached, is refused as {@code request-busy}.
 */
public final class JdbiStorage implements Storage {

    private final Handles handles;
    private final UnitOfWork unitOfWork;
    private final AccountStore accounts;
    private final PersonalDataStore personalData;
    private final OneTimeTokenStore oneTimeTokens;
    private final SettingStore settings;
    private final SessionStore sessions;
    private final LoginThrottleStore loginThrottles;
    private final LoginHistoryStore loginHistory;
    private final LoginMethodStore loginMethods;
    private final SecondFactorStore secondFactors;
    private final CeremonyStore ceremonies;
    private final SocialLoginStore socialLogins;
    private final SocialStateStore socialStates;
    private final PasskeyStore passkeys;
    private final ApiKeyStore apiKeys;
    private final ApiUsageStore apiUsage;
    private final RoleStore roles;
    private final PermissionStore permissions;
    private final OrganizationStore organizations;
    private final MemberStore members;
    private final InvitationStore invitations;
    private final InvitationMailStore invitationMails;
    private final ImportStore imports;
    private final FeatureFlagStore featureFlags;
    private final FlagSegmentStore flagSegments;
    private final PlanStore plans;
    private final FeatureStore features;
    private final EntitlementStore entitlements;
    private final SubscriptionStore subscriptions;
    private final InvoiceStore invoices;
    private final TrialStore trials;
    private final SubscriptionChangeStore subscriptionChanges;
    private final BillingReportStore billingReports;
    private final PaymentStore payments;
    private final RefundStore refunds;
    private final PaymentMethodStore paymentMethods;
    private final PaymentEventStore paymentEvents;
    private final DocumentStore documents;
    private final QuotaStore quotas;
    private final ShareStore shares;
    private final DocumentSearchStore documentSearch;
    private final ShareLinkStore shareLinks;
    private final UploadStore uploads;
    private final ProcessingStore processing;
    private final EmailStore emails;
    private final NotificationStore notifications;
    private final NotificationStreamStore notificationStream;
    private final NotificationMailStore notificationMails;
    private final Signals signals;
    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final TicketStore tickets;
    private final AuditStore audit;
    private final UsageStore usage;
    private final IdempotencyStore idempotency;
    private final RateLimitStore rateLimits;

    private JdbiStorage(Handles handles, UnitOfWork unitOfWork) {
        this.handles = handles;
        this.unitOfWork = unitOfWork;
        this.accounts = AccountStores.accounts(handles);
        this.personalData = AccountStores.personalData(handles);
        this.oneTimeTokens = AccountStores.oneTimeTokens(handles);
        this.settings = AccountStores.settings(handles);
        this.sessions = SigninStores.sessions(handles);
        this.loginThrottles = SigninStores.loginThrottles(handles);
        this.loginHistory = SigninStores.loginHistory(handles);
        this.loginMethods = SigninStores.loginMethods(handles);
        this.secondFactors = SigninStores.secondFactors(handles);
        this.ceremonies = SigninStores.ceremonies(handles);
        this.socialLogins = SigninStores.socialLogins(handles);
        this.socialStates = SigninStores.socialStates(handles);
        this.passkeys = SigninStores.passkeys(handles);
        this.apiKeys = ApiKeyStores.apiKeys(handles);
        this.apiUsage = ApiKeyStores.apiUsage(handles);
        this.roles = AccessStores.roles(handles);
        this.permissions = AccessStores.permissions(handles);
        this.organizations = OrganizationStores.organizations(handles);
        this.members = OrganizationStores.members(handles);
        this.invitations = OrganizationStores.invitations(handles);
        this.invitationMails = OrganizationStores.invitationMails(handles);
        this.imports = ImportStores.imports(handles);
        this.featureFlags = FlagStores.flags(handles);
        this.flagSegments = FlagStores.segments(handles);
        this.plans = PlanStores.plans(handles);
        this.features = PlanStores.features(handles);
        this.entitlements = PlanStores.entitlements(handles);
        this.subscriptions = BillingStores.subscriptions(handles);
        this.invoices = InvoiceStores.invoices(handles);
        this.trials = BillingStores.trials(handles);
        this.subscriptionChanges = BillingStores.changes(handles);
        this.billingReports = BillingStores.reports(handles);
        this.payments = PaymentStores.payments(handles);
        this.refunds = PaymentStores.refunds(handles);
        this.paymentMethods = PaymentStores.methods(handles);
        this.paymentEvents = PaymentStores.events(handles);
        this.documents = DocumentStores.documents(handles);
        this.quotas = DocumentStores.quotas(handles);
        this.shares = DocumentStores.shares(handles);
        this.documentSearch = DocumentStores.search(handles);
        this.shareLinks = DocumentStores.shareLinks(handles);
        this.uploads = DocumentStores.uploads(handles);
        this.processing = DocumentStores.processing(handles);
        this.emails = NotificationStores.emails(handles);
        this.notifications = NotificationStores.notifications(handles);
        this.notificationStream = NotificationStores.stream(handles);
        this.notificationMails = NotificationStores.mails(handles);
        this.signals = new JdbiSignals(handles);
        this.webhooks = WebhookStores.webhooks(handles);
        this.deliveries = WebhookStores.deliveries(handles);
        this.tickets = SupportStores.tickets(handles);
        this.audit = AuditStores.audit(handles);
        this.usage = AuditStores.usage(handles);
        this.idempotency = new JdbiIdempotencyStore(handles);
        this.rateLimits = LimitStores.rateLimits(handles);
    }

    /**
     * The stores over a data source: a {@link ConnectionPool}, or the embedding program's own pool. Its connections must
     * come with autocommit on and READ COMMITTED, as PostgreSQL's do.
     */
    public static JdbiStorage of(DataSource dataSource) {
        Handles handles = Handles.of(dataSource);
        return new JdbiStorage(handles, new JdbiUnitOfWork(handles));
    }

    /**
     * The same stores within a transaction that the embedding program has open: reads and units of work run on the
     * connection that the supplier gives (the thread's own; autocommit off). It is neither committed, rolled back nor
     * closed here; a unit of work that fails is undone to a savepoint. Counts of sign-in tries, which must last whatever
     * becomes of the transaction, keep a connection of their own; so do rate limits.
     *
     * @param connections asked several times in a call, in the thread of the caller; {@code null} where the thread is in no
     *     transaction: then reads and units of work have connections and transactions of their own
     */
    public JdbiStorage joining(Supplier<? extends @Nullable Connection> connections) {
        Handles joined = handles.joining(connections);
        return new JdbiStorage(joined, new JoiningUnitOfWork(joined));
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
    public LoginMethodStore loginMethods() {
        return loginMethods;
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
    public FeatureFlagStore featureFlags() {
        return featureFlags;
    }

    @Override
    public FlagSegmentStore flagSegments() {
        return flagSegments;
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
    public EmailStore emails() {
        return emails;
    }

    @Override
    public NotificationStore notifications() {
        return notifications;
    }

    @Override
    public NotificationStreamStore notificationStream() {
        return notificationStream;
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
