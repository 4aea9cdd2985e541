package dev.tenon.core;

import dev.tenon.core.access.AccessCapability;
import dev.tenon.core.accounts.AccountsCapability;
import dev.tenon.core.apikeys.ApiKeysCapability;
import dev.tenon.core.audit.AuditCapability;
import dev.tenon.core.audit.AuditCapability.HeadSchedule;
import dev.tenon.core.billing.BillingCapability;
import dev.tenon.core.documents.DocumentsCapability;
import dev.tenon.core.flags.FlagsCapability;
import dev.tenon.core.imports.ImportsCapability;
import dev.tenon.core.invoices.InvoicesCapability;
import dev.tenon.core.invoices.InvoicesCapability.Printing;
import dev.tenon.core.kernel.Changes;
import dev.tenon.core.kernel.KeptAnswers;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.NewPasswords;
import dev.tenon.core.kernel.Payability;
import dev.tenon.core.kernel.UsageRecorder;
import dev.tenon.core.limits.LimitsCapability;
import dev.tenon.core.notifications.NotificationsCapability;
import dev.tenon.core.organizations.OrganizationsCapability;
import dev.tenon.core.payments.PaymentsCapability;
import dev.tenon.core.plans.PlansCapability;
import dev.tenon.core.signin.SignInCapability;
import dev.tenon.core.support.SupportCapability;
import dev.tenon.core.webhooks.WebhooksCapability;
import dev.tenon.ports.Storage;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.Permissions;
import dev.tenon.ports.access.Roles;
import dev.tenon.ports.accounts.Accounts;
import dev.tenon.ports.accounts.PersonalData;
import dev.tenon.ports.accounts.Settings;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.apikeys.ApiKeys;
import dev.tenon.ports.apikeys.ApiUsage;
import dev.tenon.ports.audit.AuditTrail;
import dev.tenon.ports.audit.Retention;
import dev.tenon.ports.audit.UsageLog;
import dev.tenon.ports.audit.spi.HeadArchive;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.billing.BillingReports;
import dev.tenon.ports.billing.Subscriptions;
import dev.tenon.ports.billing.Trials;
import dev.tenon.ports.billing.spi.SubscriptionParticipant;
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
import dev.tenon.ports.documents.spi.BlobPlaces;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.DocumentProcessor;
import dev.tenon.ports.documents.spi.MediaTypeDetector;
import dev.tenon.ports.flags.FeatureFlags;
import dev.tenon.ports.flags.FlagSegments;
import dev.tenon.ports.flags.spi.PatternCompiler;
import dev.tenon.ports.imports.Imports;
import dev.tenon.ports.invoices.Invoices;
import dev.tenon.ports.invoices.spi.InvoicePages;
import dev.tenon.ports.invoices.spi.PdfPrinter;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Idempotency;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.limits.RateLimits;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.notifications.NotificationPolicy;
import dev.tenon.ports.notifications.Notifications;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.notifications.spi.MailTemplates;
import dev.tenon.ports.organizations.InvitationPolicy;
import dev.tenon.ports.organizations.Invitations;
import dev.tenon.ports.organizations.Members;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.organizations.Organizations;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import dev.tenon.ports.payments.PaymentEvents;
import dev.tenon.ports.payments.PaymentMethods;
import dev.tenon.ports.payments.Payments;
import dev.tenon.ports.payments.spi.PaymentGateway;
import dev.tenon.ports.payments.spi.SandboxBook;
import dev.tenon.ports.plans.EntitlementOverrides;
import dev.tenon.ports.plans.Entitlements;
import dev.tenon.ports.plans.Features;
import dev.tenon.ports.plans.Plans;
import dev.tenon.ports.signin.EmailChanges;
import dev.tenon.ports.signin.LoginHistory;
import dev.tenon.ports.signin.LoginMethods;
import dev.tenon.ports.signin.Passkeys;
import dev.tenon.ports.signin.PasswordPolicy;
import dev.tenon.ports.signin.Passwords;
import dev.tenon.ports.signin.SecondFactors;
import dev.tenon.ports.signin.SessionPolicy;
import dev.tenon.ports.signin.Sessions;
import dev.tenon.ports.signin.SocialLogins;
import dev.tenon.ports.signin.ThrottlePolicy;
import dev.tenon.ports.signin.spi.PasskeyCeremonies;
import dev.tenon.ports.signin.spi.PasswordHasher;
import dev.tenon.ports.signin.spi.PasswordStrength;
import dev.tenon.ports.signin.spi.SocialProviders;
import dev.tenon.ports.signin.spi.TimeCodes;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.support.spi.MailReader;
import dev.tenon.ports.webhooks.Webhooks;
import dev.tenon.ports.webhooks.spi.WebhookSender;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds Tenon out of its adapters. */
public final class TenonCore {

    private TenonCore() {}

    /** A builder that knows nothing yet; {@code storage} and {@code passwords} are needed. */
    public static Builder builder() {
        return new Builder();
    }

    /** Everything that can be chosen. */
    public static final class Builder {

        private static final String CRYPTO = "tenon-crypto";

        private @Nullable Storage storage;
        private @Nullable PasswordHasher passwords;
        private @Nullable PasswordStrength passwordStrength;
        private @Nullable TimeCodes timeCodes;
        private @Nullable Ids ids;
        private @Nullable Secrets secrets;
        private @Nullable MailSender mailSender;
        private @Nullable MailTemplates mailTemplates;
        private Locale language = Locale.ENGLISH;
        private int mailWorkers = 4;
        private @Nullable MailReader mailReader;
        private @Nullable EmailAddress supportAddress;
        private @Nullable WebhookSender webhookSender;
        private BlobStore blobStore = DocumentsCapability.withoutBlobs();
        private BlobPlaces blobPlaces = DocumentsCapability.withoutPlaces();
        private @Nullable MediaTypeDetector mediaTypes;
        private @Nullable DocumentProcessor documentProcessor;
        private int processingWorkers = 1;
        private InstantSource clock = InstantSource.system();
        private URI baseUrl = URI.create("http://localhost:8080");
        private PasswordPolicy passwordPolicy = PasswordPolicy.standard();
        private SessionPolicy sessionPolicy = SessionPolicy.standard();
        private ThrottlePolicy throttlePolicy = ThrottlePolicy.standard();
        private RateLimitPolicy rateLimitPolicy = RateLimitPolicy.standard();
        private NotificationPolicy notificationPolicy = NotificationPolicy.standard();
        private OrganizationPolicy organizationPolicy = OrganizationPolicy.standard();
        private InvitationPolicy invitationPolicy = InvitationPolicy.standard();
        private BillingPolicy billingPolicy = BillingPolicy.standard();
        private @Nullable InvoicePages invoicePages;
        private @Nullable PdfPrinter pdfPrinter;
        private final List<PaymentGateway> paymentGateways = new ArrayList<>();
        private SocialProviders socialProviders = SocialProviders.none();
        private boolean apiUsageLog = true;
        private boolean keepProviderTokens;
        private @Nullable PasskeyCeremonies passkeyCeremonies;
        private @Nullable String flagEnvironment;
        private @Nullable PatternCompiler flagPatterns;
        private Retention retention = Retention.standard();
        private @Nullable HeadSchedule heads;

        private Builder() {}

        /** Where everything is stored; migrated already. */
        public Builder storage(Storage chosen) {
            this.storage = chosen;
            return this;
        }

        /** How passwords are hashed. */
        public Builder passwords(PasswordHasher chosen) {
            this.passwords = chosen;
            return this;
        }

        /** How one-time codes are made and checked; otherwise the one that the class path offers as a service. */
        public Builder timeCodes(TimeCodes chosen) {
            this.timeCodes = chosen;
            return this;
        }

        /** Where ids come from; otherwise the one that the class path offers as a service. */
        public Builder ids(Ids chosen) {
            this.ids = chosen;
            return this;
        }

        /**
         * Where tokens and keys come from. Otherwise the one that the class path offers as a service: good for trying out,
         * but what it seals does not outlive the process, so give one with a secret of your own in production.
         */
        public Builder secrets(Secrets chosen) {
            this.secrets = chosen;
            return this;
        }

        /** Who sends mail; otherwise mails stay in the outbox. */
        public Builder mailSender(MailSender chosen) {
            this.mailSender = chosen;
            return this;
        }

        /** Who writes what mails say; otherwise the one that the class path offers as a service. */
        public Builder mailTemplates(MailTemplates chosen) {
            this.mailTemplates = chosen;
            return this;
        }

        /** The language of mails to people who chose none in their setting {@code language}; otherwise English. */
        public Builder language(Locale chosen) {
            this.language = chosen;
            return this;
        }

        /** How many mails are sent at once, 1 to 64; otherwise 4. One that a slow server takes holds up no other. */
        public Builder mailWorkers(int chosen) {
            if (chosen < 1 || chosen > 64) {
                throw new IllegalArgumentException("1 to 64 workers send mail, not " + chosen);
            }
            this.mailWorkers = chosen;
            return this;
        }

        /** Who reads mails that people write to the support; otherwise the one that the class path offers as a service, or nobody. */
        public Builder mailReader(MailReader chosen) {
            this.mailReader = chosen;
            return this;
        }

        /**
         * Where people write to the support by mail: answers to mails of tickets go there, and what arrives there is to be handed to
         * {@link SupportTickets#receive}. Otherwise mails say nothing of where answers go.
         */
        public Builder supportAddress(EmailAddress chosen) {
            this.supportAddress = chosen;
            return this;
        }

        /** Who calls webhooks; otherwise events stay in the queue until they are forgotten. */
        public Builder webhookSender(WebhookSender chosen) {
            this.webhookSender = chosen;
            return this;
        }

        /** Where file contents are kept; otherwise uploads are refused. */
        public Builder blobStore(BlobStore chosen) {
            this.blobStore = chosen;
            return this;
        }

        /** What opens other places for file contents, for a move; otherwise there is none. */
        public Builder blobPlaces(BlobPlaces chosen) {
            this.blobPlaces = chosen;
            return this;
        }

        /** Who tells the types of files from their bytes; otherwise what uploaders and endings say is believed. */
        public Builder mediaTypes(MediaTypeDetector chosen) {
            this.mediaTypes = chosen;
            return this;
        }

        /**
         * Who reads the text and the pages of documents and draws them in small, in the background; otherwise they are kept as they
         * come. What strangers upload is read: let it be done by a process of its own.
         */
        public Builder documentProcessor(DocumentProcessor chosen) {
            this.documentProcessor = chosen;
            return this;
        }

        /** How many documents are read at once, 1 to 16; otherwise 1. */
        public Builder processingWorkers(int chosen) {
            if (chosen < 1 || chosen > 16) {
                throw new IllegalArgumentException("1 to 16 documents are read at once, not " + chosen);
            }
            this.processingWorkers = chosen;
            return this;
        }

        /** What the time is; otherwise the system's clock. */
        public Builder clock(InstantSource chosen) {
            this.clock = chosen;
            return this;
        }

        /** How links in mails begin; otherwise {@code http://localhost:8080}. */
        public Builder baseUrl(URI chosen) {
            this.baseUrl = chosen;
            return this;
        }

        /** What new passwords must be. */
        public Builder passwordPolicy(PasswordPolicy chosen) {
            this.passwordPolicy = chosen;
            return this;
        }

        /** How hard new passwords are to guess; otherwise the one that the class path offers as a service. */
        public Builder passwordStrength(PasswordStrength chosen) {
            this.passwordStrength = chosen;
            return this;
        }

        /** How long sessions live. */
        public Builder sessionPolicy(SessionPolicy chosen) {
            this.sessionPolicy = chosen;
            return this;
        }

        /** How often signing in may be tried. */
        public Builder throttlePolicy(ThrottlePolicy chosen) {
            this.throttlePolicy = chosen;
            return this;
        }

        /** How many requests a minute each caller may make; see {@link Tenon#rateLimits()}. */
        public Builder rateLimitPolicy(RateLimitPolicy chosen) {
            this.rateLimitPolicy = chosen;
            return this;
        }

        /** How many follow their notifications at once, and how often organizations may notify. */
        public Builder notificationPolicy(NotificationPolicy chosen) {
            this.notificationPolicy = chosen;
            return this;
        }

        /** How many organizations, seats and bytes there are where no plan says otherwise. */
        public Builder organizationPolicy(OrganizationPolicy chosen) {
            this.organizationPolicy = chosen;
            return this;
        }

        /** How long invitations into organizations work, and how many there may be. */
        public Builder invitationPolicy(InvitationPolicy chosen) {
            this.invitationPolicy = chosen;
            return this;
        }

        /** Who lays invoices out for people; otherwise the one that the class path offers as a service, or nobody. */
        public Builder invoicePages(InvoicePages chosen) {
            this.invoicePages = chosen;
            return this;
        }

        /** Who prints invoices as PDF; otherwise the one that the class path offers as a service, or nobody. */
        public Builder pdfPrinter(PdfPrinter chosen) {
            this.pdfPrinter = chosen;
            return this;
        }

        /** How invoices are written, and what is done until they are paid. */
        public Builder billingPolicy(BillingPolicy chosen) {
            this.billingPolicy = chosen;
            return this;
        }

        /** Who takes payments; may be called several times. Without any, every invoice is a bill, and staff notes what came in. */
        public Builder paymentGateway(PaymentGateway chosen) {
            this.paymentGateways.add(chosen);
            return this;
        }

        /** A gateway that moves no money, called {@code sandbox}: its cards do always the same. For trying Tenon out, and for tests. */
        public Builder sandboxPayments() {
            return paymentGateway(PaymentsCapability.sandbox(null, null));
        }

        /**
         * The same with a book that outlives the process.
         *
         * @param eventSecret what its events are signed with; {@code null} for no events
         */
        public Builder sandboxPayments(SandboxBook book, @Nullable String eventSecret) {
            return paymentGateway(PaymentsCapability.sandbox(book, eventSecret));
        }

        /** Who vouches for accounts elsewhere; otherwise nobody, and no social login method counts as a way in. */
        public Builder socialProviders(SocialProviders chosen) {
            this.socialProviders = chosen;
            return this;
        }

        /** Whether requests that come with API keys are kept; they are counted in any case. Otherwise they are. */
        public Builder apiUsageLog(boolean chosen) {
            this.apiUsageLog = chosen;
            return this;
        }

        /** Whether what opens the providers' own interfaces is kept, sealed; otherwise it is forgotten at once. */
        public Builder keepProviderTokens(boolean chosen) {
            this.keepProviderTokens = chosen;
            return this;
        }

        /** How long is kept what grows with the traffic; dropped by a job, by whole months. */
        public Builder retention(Retention chosen) {
            this.retention = chosen;
            return this;
        }

        /** Where a job puts the signed heads of the audit trail, and how often, if they have moved; otherwise nowhere. */
        public Builder auditHeads(HeadArchive archive, Duration every) {
            this.heads = new HeadSchedule(archive, every);
            return this;
        }

        /** How passkeys are made and checked; otherwise they are not offered. */
        public Builder passkeyCeremonies(PasskeyCeremonies chosen) {
            this.passkeyCeremonies = chosen;
            return this;
        }

        /** Where this installation runs, for feature flags, e.g. {@code production}; otherwise nobody says. */
        public Builder flagEnvironment(@Nullable String chosen) {
            this.flagEnvironment = chosen;
            return this;
        }

        /** What regular expressions of feature flags mean; otherwise the one that the class path offers, or there are none. */
        public Builder flagPatterns(PatternCompiler chosen) {
            this.flagPatterns = chosen;
            return this;
        }

        /** Builds Tenon. Reads the permission catalogue from the storage, and adds what is missing there. */
        public Tenon build() {
            Storage store = needed(storage, "storage");
            PasswordHasher hasher = needed(passwords, "passwords");
            TimeCodes codes = timeCodes == null ? service(TimeCodes.class, "timeCodes", CRYPTO) : timeCodes;
            Ids newIds = ids == null ? service(Ids.class, "ids", CRYPTO) : ids;
            Secrets keys = secrets == null ? service(Secrets.class, "secrets", CRYPTO) : secrets;
            PasswordStrength strength = passwordStrength == null
                    ? service(PasswordStrength.class, "passwordStrength", CRYPTO)
                    : passwordStrength;
            MailTemplates templates =
                    mailTemplates == null ? service(MailTemplates.class, "mailTemplates", "tenon-jte") : mailTemplates;

            UsageRecorder usage = new UsageRecorder(store.usage(), newIds);
            Changes changes = new Changes(
                    store.unitOfWork(),
                    store.idempotency(),
                    AuditCapability.chain(store.audit(), store.deliveries(), newIds),
                    NotificationsCapability.outbox(store.emails(), newIds, keys),
                    NotificationsCapability.notifier(store.notifications(), newIds, baseUrl),
                    keys,
                    usage);
            Kernel kernel = new Kernel(store, changes, newIds, keys, clock, usage);

            AccessCapability access = AccessCapability.of(kernel);
            PlansCapability plans = PlansCapability.of(
                    kernel, organizationPolicy, List.of(DocumentsCapability.entitlementParticipant(kernel)));
            List<SubscriptionParticipant> planParticipants =
                    List.of(DocumentsCapability.subscriptionParticipant(kernel));
            InvoicesCapability invoices = InvoicesCapability.of(
                    kernel,
                    billingPolicy,
                    printing(),
                    blobStore,
                    List.of(BillingCapability.invoices(kernel, billingPolicy, planParticipants)));
            Payability payability = PaymentsCapability.payable(kernel, paymentGateways);
            BillingCapability billing =
                    BillingCapability.of(kernel, billingPolicy, planParticipants, invoices.invoicing(), payability);
            PaymentsCapability payments =
                    PaymentsCapability.of(kernel, billingPolicy, paymentGateways, invoices.settlement());
            DocumentsCapability documents = DocumentsCapability.of(
                    kernel,
                    new DocumentsCapability.Keeping(blobStore, blobPlaces, retention.trash()),
                    new DocumentsCapability.Reading(mediaTypes, documentProcessor, processingWorkers),
                    new DocumentsCapability.Linking(baseUrl, hasher, throttlePolicy));
            List<AccountParticipant> participants = Stream.of(
                            SignInCapability.participants(kernel),
                            List.of(
                                    ApiKeysCapability.participant(kernel),
                                    OrganizationsCapability.participant(kernel),
                                    WebhooksCapability.accounts(kernel),
                                    BillingCapability.accounts(kernel, billingPolicy),
                                    documents.participant()))
                    .flatMap(List::stream)
                    .toList();
            NewPasswords rules = new NewPasswords(passwordPolicy, strength);
            SignInCapability signIn = SignInCapability.of(
                    kernel,
                    hasher,
                    passwordPolicy,
                    rules,
                    codes,
                    baseUrl,
                    sessionPolicy,
                    retention.loginHistory(),
                    throttlePolicy,
                    socialProviders,
                    keepProviderTokens,
                    passkeyCeremonies,
                    participants);
            AccountsCapability accounts = AccountsCapability.of(
                    kernel,
                    hasher,
                    rules,
                    participants,
                    Stream.of(NotificationsCapability.settings(), BillingCapability.settings())
                            .flatMap(List::stream)
                            .toList());
            NotificationsCapability notifications = NotificationsCapability.of(
                    kernel,
                    templates,
                    language,
                    mailSender,
                    mailWorkers,
                    retention.emails(),
                    baseUrl,
                    notificationPolicy,
                    retention.notifications());
            ApiKeysCapability apiKeys = ApiKeysCapability.of(kernel, signIn.proof(), apiUsageLog);
            AuditCapability audit = AuditCapability.of(kernel, retention, heads);
            SupportCapability support = SupportCapability.of(
                    kernel,
                    documents.documents(),
                    documents.downloads(),
                    mailReader == null ? optional(MailReader.class) : mailReader,
                    supportAddress);
            WebhooksCapability webhooks = WebhooksCapability.of(kernel, webhookSender);
            List<OrganizationParticipant> organizationParticipants = List.of(
                    AccessCapability.organizationParticipant(kernel),
                    ApiKeysCapability.organizationParticipant(kernel),
                    BillingCapability.organizations(kernel, billingPolicy),
                    DocumentsCapability.organizationParticipant(kernel),
                    PaymentsCapability.organizationParticipant(kernel),
                    WebhooksCapability.participant(kernel));
            OrganizationsCapability organizations = OrganizationsCapability.of(
                    kernel, organizationPolicy, invitationPolicy, retention.invitations(), organizationParticipants);
            FlagsCapability flags = FlagsCapability.of(
                    kernel, flagEnvironment, flagPatterns == null ? optional(PatternCompiler.class) : flagPatterns);
            KeptAnswers idempotency = new KeptAnswers(kernel);
            LimitsCapability limits = LimitsCapability.of(kernel, rateLimitPolicy);

            PersonalData personalData = AccountsCapability.personalData(
                    kernel,
                    signIn.proof(),
                    participants,
                    Stream.of(
                                    List.of(SignInCapability.personalData(kernel)),
                                    organizations.personalData(),
                                    List.of(
                                            AccessCapability.personalData(kernel),
                                            ApiKeysCapability.personalData(kernel),
                                            BillingCapability.personalData(kernel),
                                            InvoicesCapability.personalData(kernel),
                                            PlansCapability.personalData(kernel),
                                            PaymentsCapability.personalData(kernel),
                                            DocumentsCapability.personalData(kernel),
                                            NotificationsCapability.personalData(kernel),
                                            SupportCapability.personalData(kernel),
                                            WebhooksCapability.personalData(kernel),
                                            AuditCapability.personalData(kernel),
                                            ImportsCapability.personalData(kernel),
                                            KeptAnswers.personalData(kernel)))
                            .flatMap(List::stream)
                            .toList());
            List<BackgroundJob> jobs = Stream.of(
                            notifications.jobs(),
                            webhooks.jobs(),
                            payments.jobs(),
                            documents.jobs(),
                            plans.jobs(),
                            accounts.jobs(),
                            signIn.jobs(),
                            audit.jobs(),
                            limits.jobs(),
                            apiKeys.jobs(),
                            organizations.jobs(),
                            billing.jobs(),
                            List.of(idempotency.forgetting()))
                    .flatMap(List::stream)
                    .toList();
            return new Assembled(
                    accounts.accounts(),
                    accounts.settings(),
                    personalData,
                    ImportsCapability.of(kernel).imports(),
                    signIn.sessions(),
                    signIn.passwords(),
                    signIn.emailChanges(),
                    signIn.loginHistory(),
                    signIn.loginMethods(),
                    signIn.secondFactors(),
                    signIn.socialLogins(),
                    signIn.passkeys(),
                    access.roles(),
                    access.permissions(),
                    apiKeys.keys(),
                    apiKeys.usage(),
                    organizations.invitations(),
                    organizations.organizations(),
                    organizations.members(),
                    plans.plans(),
                    plans.features(),
                    plans.entitlements(),
                    plans.overrides(),
                    billing.subscriptions(),
                    billing.trials(),
                    billing.reports(),
                    invoices.invoices(),
                    payments.payments(),
                    payments.methods(),
                    payments.events(),
                    documents.documents(),
                    documents.versions(),
                    documents.trash(),
                    documents.processing(),
                    documents.shares(),
                    documents.search(),
                    documents.shareLinks(),
                    documents.uploads(),
                    documents.quotas(),
                    documents.blobs(),
                    flags.flags(),
                    flags.segments(),
                    notifications.emails(),
                    notifications.notifications(),
                    support.tickets(),
                    webhooks.webhooks(),
                    audit.auditTrail(),
                    audit.usageLog(),
                    idempotency,
                    limits.rateLimits(),
                    jobs,
                    Stream.of(
                                    audit.measures(),
                                    apiKeys.measures(),
                                    limits.measures(),
                                    webhooks.measures(),
                                    documents.measures(),
                                    support.measures())
                            .flatMap(List::stream)
                            .toList());
        }

        private Printing printing() {
            return new Printing(
                    invoicePages == null ? optional(InvoicePages.class) : invoicePages,
                    pdfPrinter == null ? optional(PdfPrinter.class) : pdfPrinter,
                    language,
                    baseUrl);
        }

        private static <T> @Nullable T optional(Class<T> type) {
            return ServiceLoader.load(type).findFirst().orElse(null);
        }

        private static <T> T needed(@Nullable T chosen, String name) {
            if (chosen == null) {
                throw new IllegalStateException("Give TenonCore.builder() a " + name + "(...)");
            }
            return chosen;
        }

        private static <T> T service(Class<T> type, String name, String module) {
            return ServiceLoader.load(type)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Give TenonCore.builder() " + name + "(...), or put "
                            + module + " on the class path, which offers one"));
        }
    }

    private record Assembled(
            Accounts accounts,
            Settings settings,
            PersonalData personalData,
            Imports imports,
            Sessions sessions,
            Passwords passwords,
            EmailChanges emailChanges,
            LoginHistory loginHistory,
            LoginMethods loginMethods,
            SecondFactors secondFactors,
            SocialLogins socialLogins,
            Passkeys passkeys,
            Roles roles,
            Permissions permissions,
            ApiKeys apiKeys,
            ApiUsage apiUsage,
            Invitations invitations,
            Organizations organizations,
            Members members,
            Plans plans,
            Features features,
            Entitlements entitlements,
            EntitlementOverrides entitlementOverrides,
            Subscriptions subscriptions,
            Trials trials,
            BillingReports billingReports,
            Invoices invoices,
            Payments payments,
            PaymentMethods paymentMethods,
            PaymentEvents paymentEvents,
            Documents documents,
            DocumentVersions documentVersions,
            Trash trash,
            Processing processing,
            Shares shares,
            DocumentSearch documentSearch,
            ShareLinks shareLinks,
            Uploads uploads,
            Quotas quotas,
            Blobs blobs,
            FeatureFlags featureFlags,
            FlagSegments flagSegments,
            Emails emails,
            Notifications notifications,
            SupportTickets tickets,
            Webhooks webhooks,
            AuditTrail auditTrail,
            UsageLog usageLog,
            Idempotency idempotency,
            RateLimits rateLimits,
            List<BackgroundJob> jobs,
            List<Measure> measures)
            implements Tenon {}
}
