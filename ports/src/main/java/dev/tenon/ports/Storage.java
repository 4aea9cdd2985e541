package dev.tenon.ports;

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
import org.apiguardian.api.API;

/**
 * All driven stores over one database. Safe for use by many threads.
 *
 * <p>What holds for every store: writes, and reads that lock, throw {@link IllegalStateException} outside a unit of work
 * unless their own words say otherwise. Instants are kept to the microsecond. What expires at an instant is over at that
 * instant. "Newest first" is by the time of making and then by id, both descending. Texts that are searched for are taken
 * as they are: no character stands for others.
 */
@API(status = API.Status.EXPERIMENTAL)
public interface Storage {

    UnitOfWork unitOfWork();

    AccountStore accounts();

    PersonalDataStore personalData();

    OneTimeTokenStore oneTimeTokens();

    SettingStore settings();

    SessionStore sessions();

    LoginThrottleStore loginThrottles();

    LoginHistoryStore loginHistory();

    LoginMethodStore loginMethods();

    SecondFactorStore secondFactors();

    CeremonyStore ceremonies();

    SocialLoginStore socialLogins();

    SocialStateStore socialStates();

    PasskeyStore passkeys();

    RoleStore roles();

    PermissionStore permissions();

    ApiKeyStore apiKeys();

    ApiUsageStore apiUsage();

    OrganizationStore organizations();

    MemberStore members();

    InvitationStore invitations();

    InvitationMailStore invitationMails();

    ImportStore imports();

    PlanStore plans();

    FeatureStore features();

    EntitlementStore entitlements();

    SubscriptionStore subscriptions();

    InvoiceStore invoices();

    TrialStore trials();

    SubscriptionChangeStore subscriptionChanges();

    BillingReportStore billingReports();

    PaymentStore payments();

    RefundStore refunds();

    PaymentMethodStore paymentMethods();

    PaymentEventStore paymentEvents();

    DocumentStore documents();

    QuotaStore quotas();

    ShareStore shares();

    DocumentSearchStore documentSearch();

    ShareLinkStore shareLinks();

    UploadStore uploads();

    ProcessingStore processing();

    FeatureFlagStore featureFlags();

    FlagSegmentStore flagSegments();

    EmailStore emails();

    NotificationStore notifications();

    NotificationStreamStore notificationStream();

    NotificationMailStore notificationMails();

    WebhookStore webhooks();

    DeliveryStore deliveries();

    TicketStore tickets();

    AuditStore audit();

    UsageStore usage();

    IdempotencyStore idempotency();

    Signals signals();

    RateLimitStore rateLimits();
}
