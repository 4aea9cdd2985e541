package dev.tenon.testkit;

import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.OneTimeToken;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.Purpose;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.LoggedCall;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.Usage;
import dev.tenon.ports.audit.spi.AuditStore.Cut;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionChange;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.ShareLink;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.ProcessingStore.Extracted;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.documents.spi.UploadStore.Running;
import dev.tenon.ports.flags.FeatureFlag;
import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.imports.ImportId;
import dev.tenon.ports.imports.spi.ImportStore.Batch;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.RefundId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.ShareLinkId;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.kernel.TicketMessageId;
import dev.tenon.ports.kernel.TrialId;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.UsageId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.NotificationMailStore.Digest;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentEvents;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.ports.signin.spi.CeremonyStore.Ceremony;
import dev.tenon.ports.signin.spi.LoginMethodStore.StoredMethod;
import dev.tenon.ports.signin.spi.PasskeyStore.StoredPasskey;
import dev.tenon.ports.signin.spi.SecondFactorStore.SecondFactor;
import dev.tenon.ports.signin.spi.SocialLoginStore.SealedTokens;
import dev.tenon.ports.signin.spi.SocialStateStore.SocialState;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.TicketMessage;
import dev.tenon.ports.support.spi.TicketStore.TicketMail;
import dev.tenon.ports.support.spi.TicketStore.Turn;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.spi.WebhookStore.SealedSecrets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every table there is. Those named "...By..." and "live..." stand for the database's unique indexes. */
final class Tables {

    record AccountRow(Account account, String passwordHash) {}

    record SessionRow(
            Session session, String tokenDigest, @Nullable Instant endedAt) {

        boolean isLiveAt(Instant now) {
            return endedAt == null && session.isLiveAt(now);
        }
    }

    /** What an account has one live token of; {@code digest} tells tokens apart of which it may have several. */
    record TokenSlot(
            UserId userId, Purpose purpose, @Nullable String digest) {

        static TokenSlot of(OneTimeToken token) {
            return new TokenSlot(
                    token.userId(),
                    token.purpose(),
                    token.purpose() == Purpose.UNDO_EMAIL_CHANGE ? token.digest() : null);
        }
    }

    record SettingSlot(UserId userId, String key) {}

    record FactorRow(SecondFactor factor, @Nullable Long lastStep) {}

    record RecoveryCodeKey(UserId userId, String digest) {}

    record RecoveryCodeRow(UserId userId, @Nullable Instant usedAt) {}

    record SocialLoginRow(SocialLogin login, @Nullable SealedTokens tokens) {}

    /** What two accounts elsewhere cannot have in common. */
    record SocialKey(String method, String issuer, String subject) {}

    /** What no two roles have in common. */
    record RoleName(@Nullable OrganizationId organizationId, String lowerCase) {

        static RoleName of(@Nullable OrganizationId organizationId, String name) {
            return new RoleName(organizationId, name.toLowerCase(Locale.ROOT));
        }
    }

    /** Where there is one exception at most. */
    record OverrideSlot(SubjectId subject, String key) {}

    record Grant(RoleId roleId, String permission) {}

    record Assignment(UserId userId, RoleId roleId) {}

    record EmailRow(
            QueuedEmail email,
            @Nullable String sealedBody,
            @Nullable UUID lockedBy,
            @Nullable Instant leaseUntil) {}

    /**
     * A notification with what only the database knows of it.
     *
     * @param position its place in the stream; {@code null} before it has one
     * @param mailedThrough the last account whose mail was decided on; {@code null} for none
     */
    record NotificationRow(
            Notification notification,
            boolean isSent,
            @Nullable Long position,
            boolean mailWaits,
            @Nullable UserId mailedThrough) {

        long placed() {
            return position == null ? Long.MAX_VALUE : position;
        }

        NotificationRow with(Notification other) {
            return new NotificationRow(other, isSent, position, mailWaits, mailedThrough);
        }

        NotificationRow at(long place) {
            return new NotificationRow(notification, isSent, place, mailWaits, mailedThrough);
        }

        NotificationRow mailed(boolean waits, @Nullable UserId through) {
            return new NotificationRow(notification, isSent, position, waits, through);
        }
    }

    record Receipt(NotificationId notification, UserId userId) {}

    record DigestItem(UserId userId, NotificationId notification) {}

    record WebhookRow(
            Webhook webhook,
            SealedSecrets secrets,
            @Nullable Instant heldBackUntil) {

        /** The same, made by nobody who is known. */
        WebhookRow withoutMaker() {
            Webhook nobodys = new Webhook(
                    webhook.id(),
                    webhook.organizationId(),
                    null,
                    webhook.url(),
                    webhook.description(),
                    webhook.eventTypes(),
                    webhook.disabledReason(),
                    webhook.disabledAt(),
                    webhook.failingSince(),
                    webhook.failures(),
                    webhook.previousSecretUntil(),
                    webhook.createdAt(),
                    webhook.revision());
            return new WebhookRow(nobodys, secrets, heldBackUntil);
        }
    }

    record DeliveryKey(WebhookId webhook, EventId event) {}

    record DeliveryRow(
            Delivery delivery,
            @Nullable UUID lockedBy,
            @Nullable Instant leaseUntil) {}

    record Membership(OrganizationId organization, UserId member) {}

    record MemberRow(MemberRole role, boolean notificationsEnabled, Instant joinedAt, long revision) {

        static MemberRow joined(MemberRole role, Instant now) {
            return new MemberRow(role, true, now, 1);
        }
    }

    /** How many seats the plan of an organization has. */
    record PlannedSeats(SubscriptionStatus status, @Nullable Integer seats) {}

    /** What stands in the way of deleting an organization. */
    record Blocker(OrganizationId organization, DeletionBlocker.Reason reason) {}

    record InvitationRow(Invitation invitation, String digest) {

        /** The same when whoever invited is erased. */
        InvitationRow byNobody() {
            return new InvitationRow(invitation.by(null), digest);
        }
    }

    record InvitationMail(
            String address,
            OrganizationId organization,
            @Nullable UserId inviter,
            Instant sentAt) {

        /** The same when whoever sent it is erased. */
        InvitationMail byNobody() {
            return new InvitationMail(address, organization, null, sentAt);
        }
    }

    /** Where one invitation is pending at most. */
    record PendingAddress(OrganizationId organization, EmailAddress email) {}

    record ImportSlot(String source, String digest) {}

    record ImportRow(ImportId batchId, UserId userId, String sourceId) {}

    record EventKey(UserId userId, String key) {}

    record EventKeyRow(EventKey key, UsageId usageId, Instant knownSince) {}

    /** What is charged for once at most. */
    record ChargedPeriod(SubscriptionId subscription, InvoiceKind kind, Instant periodStart) {}

    record PaymentRow(
            Payment payment,
            @Nullable String requestKey,
            @Nullable Instant toldAt) {}

    record RefundRow(Refund refund, @Nullable String requestKey) {}

    /**
     * A way of paying.
     *
     * @param forgetAt when its gateway is asked to forget it; {@code null} while it is there
     */
    record MethodRow(
            PaymentMethod method,
            String sealedReference,
            @Nullable Instant forgetAt) {

        boolean isThere() {
            return forgetAt == null;
        }
    }

    record GatewayEventKey(String gateway, String eventId) {}

    record GatewayEventRow(String type, Instant receivedAt, PaymentEvents.@Nullable Receipt receipt) {}

    /** A share, and who is meant by it if that is a person. */
    record ShareRow(Share share, @Nullable UserId account) {}

    /** A document that came with a ticket, or with one of its messages. */
    record AttachedRow(TicketId ticket, @Nullable TicketMessageId message, DocumentId document, Instant at) {}

    /** When a ticket was resolved or opened again. */
    record TurnRow(TicketId ticket, Turn turn, Instant at) {}

    /** A link, and the digest of its token. */
    record LinkRow(ShareLink link, String digest) {}
    /** An upload, and when it ended. */
    record UploadRow(Running running, @Nullable Instant endedAt) {

        Upload upload() {
            return running.upload();
        }

        boolean isFree(Instant now) {
            Instant busyUntil = running.busyUntil();
            return busyUntil == null || !busyUntil.isAfter(now);
        }

        UploadRow with(Upload upload, long attempt, @Nullable Instant busyUntil) {
            return new UploadRow(
                    new Running(upload, running.holdId(), running.expectedRevision(), attempt, busyUntil), endedAt);
        }

        UploadRow ended(Upload upload, Instant now) {
            return new UploadRow(with(upload, running.attempt(), null).running(), now);
        }
    }

    /** Of which steps of a quota its owner was told, and when last of a higher one. */
    record Told(int storage, int documents, Instant at) {}

    record PartKey(UploadId upload, long number) {}

    /** A part of an upload; without what was stored while it is being written. */
    record PartRow(
            UploadId upload,
            long number,
            long start,
            BlobKey key,
            @Nullable StoredBlob blob) {}

    record VersionKey(DocumentId document, int version) {}

    /** A version that has yet to be read; {@code failed} says why it cannot be. */
    record ProcessingRow(
            VersionKey key,
            Instant turnAt,
            int attempts,
            Instant nextAttemptAt,
            @Nullable UUID worker,
            @Nullable Instant leaseUntil,
            @Nullable BlobKey thumbnail,
            @Nullable String failed) {

        static ProcessingRow waiting(VersionKey key, Instant turnAt, Instant now) {
            return new ProcessingRow(key, turnAt, 0, now, null, null, null, null);
        }

        boolean isLeasedAt(Instant now) {
            return leaseUntil != null && leaseUntil.isAfter(now);
        }

        boolean isWaitingAt(Instant now) {
            return failed == null && leaseUntil == null && !nextAttemptAt.isAfter(now);
        }

        boolean isDueAt(Instant now) {
            return failed == null && !nextAttemptAt.isAfter(now) && !isLeasedAt(now);
        }
    }

    record IdempotencyKey(String caller, String key) {}

    record IdempotencyRow(String fingerprint, @Nullable String sealedAnswer, Instant expiresAt) {}

    final Table<UserId, AccountRow> accounts;
    final Table<EmailAddress, UserId> accountsByEmail;
    final Table<String, OneTimeToken> oneTimeTokens;
    final Table<TokenSlot, String> liveOneTimeTokens;
    final Table<SettingSlot, Setting> settings;
    final Table<String, StoredMethod> loginMethods;
    final Table<SessionId, SessionRow> sessions;
    final Table<String, SessionId> sessionsByToken;
    final Table<Long, LoginAttempt> loginAttempts;
    final Table<UserId, FactorRow> secondFactors;
    final Table<RecoveryCodeKey, RecoveryCodeRow> recoveryCodes;
    final Table<String, Ceremony> ceremonies;
    final Table<SocialLoginId, SocialLoginRow> socialLogins;
    final Table<SocialKey, SocialLoginId> socialLoginsByIdentity;
    final Table<String, SocialState> socialStates;
    final Table<PasskeyId, StoredPasskey> passkeys;
    final Table<String, PasskeyId> passkeysByCredential;
    /** Without what they permit, which the grants say. */
    final Table<RoleId, Role> roles;

    final Table<RoleName, RoleId> rolesByName;
    final Table<String, PermissionEntry> permissions;
    final Table<ApiKeyId, ApiKey> apiKeys;
    final Table<String, ApiKeyId> apiKeysByDigest;
    final Table<ApiKeyId, ApiKeyId> apiKeySuccessors;
    final Table<UUID, LoggedCall> apiCalls;
    final Table<Grant, Grant> grants;
    final Table<Assignment, Assignment> assignments;
    final Table<OrganizationId, Organization> organizations;
    final Table<String, OrganizationId> organizationsBySlug;
    final Table<Membership, MemberRow> members;
    final Table<OrganizationId, PlannedSeats> plannedSeats;
    final Table<String, Blocker> blockers;
    final Table<InvitationId, InvitationRow> invitations;
    final Table<PendingAddress, InvitationId> pendingInvitations;
    final Table<UUID, InvitationMail> invitationMails;
    /** Has no rows: an address that is written to is locked here. */
    final Table<String, String> invitedAddresses;

    final Table<ImportId, Batch> imports;
    final Table<ImportSlot, ImportId> liveImports;
    final Table<UserId, ImportRow> importRows;
    final Table<PlanId, Plan> plans;
    final Table<String, Feature> features;

    final Table<String, FeatureFlag> featureFlags;

    final Table<String, FlagSegment> flagSegments;

    /** The version of all flags and segments, under the one key there is. */
    final Table<String, Long> flagVersion;

    final Table<SubscriptionId, Subscription> subscriptions;
    final Table<SubjectId, SubscriptionId> liveSubscriptions;
    final Table<TrialId, Trial> trials;
    final Table<SubjectId, TrialId> trialsBySubject;
    final Table<String, TrialId> trialsByAddress;
    final Table<InvoiceId, Invoice> invoices;
    final Table<ChargedPeriod, InvoiceId> chargedPeriods;
    final Table<CreditNoteId, CreditNote> creditNotes;
    final Table<SubscriptionId, List<SubscriptionChange>> subscriptionChanges;
    final Table<String, Long> counters;
    final Table<PaymentId, PaymentRow> payments;
    final Table<RefundId, RefundRow> refunds;
    final Table<PaymentMethodId, MethodRow> methods;
    final Table<GatewayEventKey, GatewayEventRow> gatewayEvents;
    final Table<DocumentId, Document> documents;
    final Table<VersionKey, DocumentVersion> documentVersions;
    final Table<VersionKey, ProcessingRow> processing;
    final Table<VersionKey, Extracted> texts;
    final Table<ShareId, ShareRow> shares;
    final Table<ShareLinkId, LinkRow> shareLinks;
    final Table<UploadId, UploadRow> uploads;
    final Table<PartKey, PartRow> uploadParts;
    final Table<UserId, Quota> quotas;
    final Table<OrganizationId, Quota> organizationQuotas;
    final Table<UUID, Hold> holds;
    final Table<BlobKey, Instant> blobDeletions;
    final Table<EmailId, EmailRow> emails;
    final Table<String, EmailId> emailsByDedupeKey;
    final Table<NotificationId, NotificationRow> notifications;
    final Table<NotificationId, String> occasions;
    final Table<Receipt, Instant> receipts;
    final Table<String, Long> streamEnds;
    final Table<UserId, Digest> digests;
    final Table<DigestItem, DigestItem> digestItems;
    final Table<TicketId, SupportTicket> tickets;
    final Table<TicketMessageId, TicketMessage> ticketMessages;
    final Table<AttachedRow, AttachedRow> ticketAttachments;
    final Table<String, TicketMail> ticketMails;
    final Table<UUID, TurnRow> ticketTurns;
    final Table<WebhookId, WebhookRow> webhooks;
    final Table<DeliveryKey, DeliveryRow> deliveries;
    /** Has no rows: what is counted for the whole installation is locked here. */
    final Table<String, String> installation;

    final Table<AuditId, AuditRow> auditRows;
    final Table<String, Head> auditHeads;
    final Table<UsageId, Usage> usages;
    final Table<EventKey, EventKeyRow> eventKeys;
    final Table<String, Cut> auditCuts;
    final Table<IdempotencyKey, IdempotencyRow> idempotencyKeys;

    final Table<OverrideSlot, EntitlementOverride> overrides;
    final Table<OverrideSlot, Instant> overrideTurns;
    final Table<String, FeatureId> featuresByName;
    final Table<PlanId, PlanId> limitedPlans;
    /** Of how full a quota its owner was told: what is not there is zero. */
    final Table<SubjectId, Told> quotasTold;

    final Table<String, PlanId> plansByName;

    Tables(InMemoryUnitOfWork unitOfWork) {
        overrides = new Table<>("entitlement_overrides", unitOfWork);
        overrideTurns = new Table<>("entitlement_overrides_turns_at_idx", unitOfWork);
        quotasTold = new Table<>("storage_quotas_told", unitOfWork);
        limitedPlans = new Table<>("plans_limited_idx", unitOfWork);
        featuresByName = new Table<>("features_name_key", unitOfWork);
        plansByName = new Table<>("plans_name_key", unitOfWork);
        accounts = new Table<>("users", unitOfWork);
        accountsByEmail = new Table<>("users_email_key", unitOfWork);
        oneTimeTokens = new Table<>("one_time_tokens", unitOfWork);
        liveOneTimeTokens = new Table<>("one_time_tokens_one_live_per_purpose", unitOfWork);
        settings = new Table<>("user_settings", unitOfWork);
        loginMethods = new Table<>("login_methods", unitOfWork);
        sessions = new Table<>("sessions", unitOfWork);
        sessionsByToken = new Table<>("sessions_token_key", unitOfWork);
        loginAttempts = new Table<>("login_history", unitOfWork);
        secondFactors = new Table<>("second_factors", unitOfWork);
        recoveryCodes = new Table<>("recovery_codes", unitOfWork);
        ceremonies = new Table<>("ceremonies", unitOfWork);
        socialLogins = new Table<>("user_social_logins", unitOfWork);
        socialLoginsByIdentity = new Table<>("unique_provider_user_id", unitOfWork);
        socialStates = new Table<>("social_states", unitOfWork);
        passkeys = new Table<>("passkeys", unitOfWork);
        passkeysByCredential = new Table<>("passkeys_credential_id_key", unitOfWork);
        apiKeys = new Table<>("api_keys", unitOfWork);
        apiKeysByDigest = new Table<>("api_keys_api_key_key", unitOfWork);
        apiKeySuccessors = new Table<>("api_keys_rotated_once", unitOfWork);
        apiCalls = new Table<>("api_usage_logs", unitOfWork);
        roles = new Table<>("roles", unitOfWork);
        rolesByName = new Table<>("roles_role_name_key", unitOfWork);
        permissions = new Table<>("permissions", unitOfWork);
        grants = new Table<>("role_permissions", unitOfWork);
        assignments = new Table<>("user_roles", unitOfWork);
        organizations = new Table<>("organizations", unitOfWork);
        organizationsBySlug = new Table<>("organizations_slug_key", unitOfWork);
        members = new Table<>("organization_members", unitOfWork);
        plannedSeats = new Table<>("subscriptions", unitOfWork);
        blockers = new Table<>("documents", unitOfWork);
        invitations = new Table<>("invitations", unitOfWork);
        pendingInvitations = new Table<>("invitations_one_pending_per_address", unitOfWork);
        invitationMails = new Table<>("invitation_mails", unitOfWork);
        invitedAddresses = new Table<>("invitation_mails", unitOfWork);
        imports = new Table<>("import_batches", unitOfWork);
        liveImports = new Table<>("import_batches_one_per_file", unitOfWork);
        importRows = new Table<>("import_rows", unitOfWork);
        plans = new Table<>("plans", unitOfWork);
        features = new Table<>("features", unitOfWork);
        featureFlags = new Table<>("feature_flags", unitOfWork);
        flagSegments = new Table<>("feature_flag_segments", unitOfWork);
        flagVersion = new Table<>("feature_flag_version", unitOfWork);
        subscriptions = new Table<>("subscriptions", unitOfWork);
        liveSubscriptions = new Table<>("subscriptions_one_live_per_user", unitOfWork);
        invoices = new Table<>("billing", unitOfWork);
        chargedPeriods = new Table<>("billing_one_per_period", unitOfWork);
        creditNotes = new Table<>("credit_notes", unitOfWork);
        subscriptionChanges = new Table<>("subscription_changes", unitOfWork);
        counters = new Table<>("counters", unitOfWork);
        trials = new Table<>("trial_periods", unitOfWork);
        trialsBySubject = new Table<>("trial_periods_one_per_user", unitOfWork);
        trialsByAddress = new Table<>("trial_periods_one_per_email", unitOfWork);
        payments = new Table<>("billing_attempts", unitOfWork);
        refunds = new Table<>("billing_refunds", unitOfWork);
        methods = new Table<>("payment_methods", unitOfWork);
        gatewayEvents = new Table<>("payment_events", unitOfWork);
        documents = new Table<>("documents", unitOfWork);
        documentVersions = new Table<>("document_versions", unitOfWork);
        processing = new Table<>("document_processing", unitOfWork);
        texts = new Table<>("document_texts", unitOfWork);
        shares = new Table<>("document_sharing", unitOfWork);
        shareLinks = new Table<>("share_links", unitOfWork);
        uploads = new Table<>("uploads", unitOfWork);
        uploadParts = new Table<>("upload_parts", unitOfWork);
        quotas = new Table<>("storage_quotas", unitOfWork);
        organizationQuotas = new Table<>("storage_quotas", unitOfWork);
        holds = new Table<>("storage_holds", unitOfWork);
        blobDeletions = new Table<>("blob_deletions", unitOfWork);
        emails = new Table<>("email_queue", unitOfWork);
        emailsByDedupeKey = new Table<>("email_queue_dedupe_key_key", unitOfWork);
        notifications = new Table<>("notifications", unitOfWork);
        occasions = new Table<>("notifications", unitOfWork);
        receipts = new Table<>("notification_receipts", unitOfWork);
        streamEnds = new Table<>("notification_stream", unitOfWork);
        digests = new Table<>("notification_digests", unitOfWork);
        digestItems = new Table<>("notification_digest_items", unitOfWork);
        tickets = new Table<>("support_tickets", unitOfWork);
        ticketMessages = new Table<>("support_ticket_messages", unitOfWork);
        ticketAttachments = new Table<>("support_ticket_attachments", unitOfWork);
        ticketMails = new Table<>("support_ticket_mails", unitOfWork);
        ticketTurns = new Table<>("support_ticket_turns", unitOfWork);
        webhooks = new Table<>("webhook_endpoints", unitOfWork);
        deliveries = new Table<>("webhook_deliveries", unitOfWork);
        installation = new Table<>("installation", unitOfWork);
        auditRows = new Table<>("audit_logs", unitOfWork);
        auditHeads = new Table<>("audit_chain_heads", unitOfWork);
        usages = new Table<>("usage_logs", unitOfWork);
        eventKeys = new Table<>("usage_event_keys", unitOfWork);
        auditCuts = new Table<>("audit_chain_cuts", unitOfWork);
        idempotencyKeys = new Table<>("idempotency_keys", unitOfWork);
    }

    /** What a foreign key does: an account that others are about to name must be there. */
    void requireAccount(UserId userId) {
        if (accounts.find(userId).isEmpty()) {
            throw new IllegalStateException("There is no account " + userId + "; add it first");
        }
    }

    /** This person, or nobody if they are erased: what they offered to others does not name them. */
    @Nullable
    UserId unlessErased(@Nullable UserId person) {
        boolean isErased = person != null
                && accounts.find(person)
                        .filter(row -> row.account().status() == AccountStatus.ERASED)
                        .isPresent();
        return isErased ? null : person;
    }

    /** What an account may now by its roles of the installation. */
    Set<String> permissionsOf(UserId userId) {
        return grantsOf(userId, null).stream()
                .filter(name -> permissions
                        .find(name)
                        .filter(permission -> planHas(userId, permission.feature()))
                        .isPresent())
                .collect(Collectors.toSet());
    }

    /** What the roles of an account grant: those of the installation, or of an organization. */
    Set<String> grantsOf(UserId userId, @Nullable OrganizationId organization) {
        Set<RoleId> held = rolesOf(userId, organization).stream().map(Role::id).collect(Collectors.toSet());
        return grants.rows(each -> held.contains(each.roleId())).stream()
                .map(Grant::permission)
                .collect(Collectors.toSet());
    }

    /** The roles of the installation, or of an organization, that an account holds, without what they permit. */
    List<Role> rolesOf(UserId userId, @Nullable OrganizationId organization) {
        if (organization != null
                && members.find(new Membership(organization, userId)).isEmpty()) {
            return List.of();
        }
        return assignments.rows(each -> each.userId().equals(userId)).stream()
                .flatMap(each -> roles.find(each.roleId()).stream())
                .filter(role -> Objects.equals(role.organizationId(), organization))
                .sorted(Comparator.comparing(Role::name))
                .toList();
    }

    /** As what somebody belongs to an organization. */
    Optional<MemberRole> roleOf(OrganizationId organization, UserId member) {
        return members.find(new Membership(organization, member)).map(MemberRow::role);
    }

    /** Ends a membership, and takes the organization's roles from who had it. */
    boolean removeMember(Membership membership) {
        rolesOf(membership.member(), membership.organization())
                .forEach(role -> assignments.remove(new Assignment(membership.member(), role.id())));
        return members.remove(membership);
    }

    /** The longest-standing owner whose account is active, leaving this one out. */
    Optional<UserId> longestStandingOwner(OrganizationId organization, UserId except) {
        return members.keys(row -> row.role() == MemberRole.OWNER).stream()
                .filter(key -> key.organization().equals(organization))
                .filter(key -> !key.member().equals(except))
                .filter(key -> accounts.find(key.member())
                        .filter(row -> row.account().isActive())
                        .isPresent())
                .min(Comparator.comparing((Membership key) ->
                                members.find(key).orElseThrow().joinedAt())
                        .thenComparing(key -> key.member().value()))
                .map(Membership::member);
    }

    /** The exception that is in force. */
    Optional<EntitlementOverride> overrideOf(SubjectId subject, String key) {
        return overrides.find(new OverrideSlot(subject, key)).filter(EntitlementOverride::inForce);
    }

    /** The plan that counts: of the subscription that runs, or the Free one of a person whose subscription waits or rests. */
    Optional<Plan> planOf(SubjectId subject) {
        return liveSubscriptions
                .find(subject)
                .flatMap(subscriptions::find)
                .flatMap(live -> live.status().isRunning()
                        ? plans.find(live.planId())
                        : subject instanceof UserId
                                ? plans.rows(Plan::isFree).stream().findFirst()
                                : Optional.<Plan>empty());
    }

    private boolean planHas(UserId userId, @Nullable String feature) {
        if (feature != null) {
            Optional<EntitlementOverride> exception = overrideOf(userId, feature);
            if (exception.isPresent()) {
                return exception.get().granted()
                        && !Long.valueOf(0).equals(exception.get().limit());
            }
        }
        return feature == null
                || planOf(userId)
                        .flatMap(plan -> plan.feature(feature))
                        .filter(granted -> !Long.valueOf(0).equals(granted.limit()))
                        .isPresent();
    }
}
