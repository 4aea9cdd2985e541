package dev.tenon.ports;

import dev.tenon.ports.access.Permissions;
import dev.tenon.ports.access.Roles;
import dev.tenon.ports.accounts.Accounts;
import dev.tenon.ports.accounts.PersonalData;
import dev.tenon.ports.accounts.Settings;
import dev.tenon.ports.apikeys.ApiKeys;
import dev.tenon.ports.apikeys.ApiUsage;
import dev.tenon.ports.audit.AuditTrail;
import dev.tenon.ports.audit.UsageLog;
import dev.tenon.ports.billing.BillingReports;
import dev.tenon.ports.billing.Subscriptions;
import dev.tenon.ports.billing.Trials;
import dev.tenon.ports.documents.Blobs;
import dev.tenon.ports.documents.DocumentSearch;
import dev.tenon.ports.documents.DocumentVersions;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.Processing;
import dev.tenon.ports.documents.Quotas;
import dev.tenon.ports.documents.ShareLinks;
import dev.tenon.ports.documents.Shares;
import dev.tenon.ports.documents.Trash;
import dev.tenon.ports.documents.Uploads;
import dev.tenon.ports.flags.FeatureFlags;
import dev.tenon.ports.flags.FlagSegments;
import dev.tenon.ports.imports.Imports;
import dev.tenon.ports.invoices.Invoices;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Idempotency;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.limits.RateLimits;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.notifications.Notifications;
import dev.tenon.ports.organizations.Invitations;
import dev.tenon.ports.organizations.Members;
import dev.tenon.ports.organizations.Organizations;
import dev.tenon.ports.payments.PaymentEvents;
import dev.tenon.ports.payments.PaymentMethods;
import dev.tenon.ports.payments.Payments;
import dev.tenon.ports.plans.EntitlementOverrides;
import dev.tenon.ports.plans.Entitlements;
import dev.tenon.ports.plans.Features;
import dev.tenon.ports.plans.Plans;
import dev.tenon.ports.signin.EmailChanges;
import dev.tenon.ports.signin.LoginHistory;
import dev.tenon.ports.signin.LoginMethods;
import dev.tenon.ports.signin.Passkeys;
import dev.tenon.ports.signin.Passwords;
import dev.tenon.ports.signin.SecondFactors;
import dev.tenon.ports.signin.Sessions;
import dev.tenon.ports.signin.SocialLogins;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.webhooks.Webhooks;
import java.util.List;

/** All driving ports: everything that Tenon does. Safe for use by many threads. */
public interface Tenon {

    Accounts accounts();

    Settings settings();

    PersonalData personalData();

    Imports imports();

    Sessions sessions();

    Passwords passwords();

    EmailChanges emailChanges();

    LoginHistory loginHistory();

    LoginMethods loginMethods();

    SecondFactors secondFactors();

    SocialLogins socialLogins();

    Passkeys passkeys();

    Roles roles();

    Permissions permissions();

    ApiKeys apiKeys();

    ApiUsage apiUsage();

    Invitations invitations();

    Organizations organizations();

    Members members();

    Plans plans();

    Features features();

    Entitlements entitlements();

    EntitlementOverrides entitlementOverrides();

    Subscriptions subscriptions();

    Trials trials();

    BillingReports billingReports();

    Invoices invoices();

    Payments payments();

    PaymentMethods paymentMethods();

    PaymentEvents paymentEvents();

    Documents documents();

    DocumentVersions documentVersions();

    Trash trash();

    Processing processing();

    Shares shares();

    DocumentSearch documentSearch();

    ShareLinks shareLinks();

    Uploads uploads();

    Quotas quotas();

    Blobs blobs();

    FeatureFlags featureFlags();

    FlagSegments flagSegments();

    Emails emails();

    Notifications notifications();

    SupportTickets tickets();

    Webhooks webhooks();

    AuditTrail auditTrail();

    UsageLog usageLog();

    Idempotency idempotency();

    RateLimits rateLimits();

    /**
     * The work that becomes due by itself. Whoever embeds Tenon runs it, on as many servers as there are; what {@link
     * BackgroundJob#runsAtStop} once more to its end before the storage is closed.
     */
    List<BackgroundJob> jobs();

    /** Numbers about Tenon's own running in this program. */
    List<Measure> measures();
}
