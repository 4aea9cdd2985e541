package dev.tenon.ports.audit;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the audit trail records, and webhooks tell: the action of every row that is written. A test finds those that are missing
 * here. What is recorded once keeps its name for good.
 */
public enum AuditAction {
    ACCOUNT_DISPLACED("account.displaced", "An account lost an address that it never verified to whoever verified it"),
    ACCOUNT_ERASED("account.erased", "A person was erased"),
    ACCOUNT_EXPORTED("account.exported", "Everything held about a person was given out"),
    ACCOUNT_REGISTERED("account.registered", "An account was made"),
    ACCOUNT_REGISTRATION_REPEATED(
            "account.registration-repeated", "Somebody registered with an address that has an account"),
    ACCOUNT_TAKEN_OVER("account.taken-over", "An unverified account went to whoever proved to own its address"),
    ACCOUNT_UPDATED("account.updated", "An account was changed"),
    ACCOUNT_VERIFICATION_REQUESTED("account.verification-requested", "A link to verify an address was asked for again"),
    ACCOUNT_VERIFIED("account.verified", "A person verified the address of the account"),
    API_KEY_ALL_REVOKED("api-key.all-revoked", "All keys of an account were revoked"),
    API_KEY_CREATED("api-key.created", "An API key was made"),
    API_KEY_RENAMED("api-key.renamed", "An API key got another label"),
    API_KEY_REVOKED("api-key.revoked", "An API key was revoked"),
    API_KEY_ROTATED("api-key.rotated", "An API key was made in the place of another"),
    AUDIT_TRAIL_EXPORTED("audit-trail.exported", "Rows of the audit trail were given out"),
    BLOBS_CHECKED("blobs.checked", "The contents of all documents were checked"),
    BLOBS_COPIED("blobs.copied", "The contents of all documents were copied to another store"),
    BLOBS_REMOVED(
            "blobs.removed", "The contents of all documents were taken out of the store that they were copied from"),
    CREDIT_NOTE_WRITTEN("credit-note.written", "A part of an invoice was taken back, or the whole"),
    DOCUMENT_DELETED("document.deleted", "A document was put into the trash"),
    DOCUMENT_LINK_CREATED(
            "document.link-created", "A link was made with which anybody who has it downloads a document"),
    DOCUMENT_LINK_DOWNLOADED("document.link-downloaded", "A document was downloaded by a link"),
    DOCUMENT_LINK_REVOKED("document.link-revoked", "A link to a document was taken back"),
    DOCUMENT_MOVED("document.moved", "A document was given to an organization, or taken from one"),
    DOCUMENT_PROCESSED("document.processed", "The content of a document was read"),
    DOCUMENT_PROCESSING_FAILED("document.processing-failed", "The content of a document could not be read"),
    DOCUMENT_PROCESSING_REQUESTED("document.processing-requested", "The content of a document is to be read once more"),
    DOCUMENT_PURGED("document.purged", "A document of the trash was deleted for good"),
    DOCUMENT_RENAMED("document.renamed", "A document got another name"),
    DOCUMENT_RESTORED("document.restored", "A document was taken out of the trash"),
    DOCUMENT_SHARED("document.shared", "A document was shared, or is shared otherwise"),
    DOCUMENT_TAGGED("document.tagged", "A document got other tags"),
    DOCUMENT_UNSHARED("document.unshared", "A share of a document was taken back"),
    DOCUMENT_UPLOADED("document.uploaded", "A document was uploaded"),
    DOCUMENT_VERSION_ADDED("document.version-added", "A document got another content"),
    DOCUMENT_VERSION_DELETED("document.version-deleted", "An earlier content of a document was deleted for good"),
    DOCUMENT_VERSION_RESTORED("document.version-restored", "An earlier content of a document became its current one"),
    DOCUMENTS_REINDEXED("documents.reindexed", "The words of all documents are read anew for the search"),
    EMAIL_CHANGE_CONFIRMED("email-change.confirmed", "A person's address changed"),
    EMAIL_CHANGE_REQUESTED("email-change.requested", "A person asked to change the address"),
    EMAIL_CHANGE_UNDONE("email-change.undone", "A change of address was undone from the old one"),
    EMAIL_RETRIED("email.retried", "A mail that had failed was put back into the queue"),
    ENTITLEMENT_OVERRIDDEN(
            "entitlement.overridden", "Somebody got an exception to what the plan grants, or another one"),
    ENTITLEMENT_OVERRIDE_BEGAN("entitlement.override-began", "An exception to what a plan grants came into force"),
    ENTITLEMENT_OVERRIDE_ENDED("entitlement.override-ended", "An exception to what a plan grants ended"),
    ENTITLEMENT_OVERRIDE_WITHDRAWN(
            "entitlement.override-withdrawn", "An exception to what a plan grants was taken back"),
    FEATURE_CREATED("feature.created", "A feature that plans can grant was added"),
    FEATURE_DELETED("feature.deleted", "A feature was deleted"),
    FEATURE_UPDATED("feature.updated", "A feature was renamed or described anew"),
    FLAG_CREATED("flag.created", "A feature flag was made"),
    FLAG_DELETED("flag.deleted", "A feature flag was deleted"),
    FLAG_DISABLED("flag.disabled", "A feature flag was switched off"),
    FLAG_ENABLED("flag.enabled", "A feature flag was switched on"),
    FLAG_SEGMENT_CREATED("flag-segment.created", "A segment of feature flags was made"),
    FLAG_SEGMENT_DELETED("flag-segment.deleted", "A segment of feature flags was deleted"),
    FLAG_SEGMENT_UPDATED("flag-segment.updated", "A segment of feature flags was changed"),
    FLAG_UPDATED("flag.updated", "A feature flag was described anew, or is on for others"),
    IMPORT_CLOSED("import.closed", "An import was closed: it can no longer be undone"),
    IMPORT_COMMITTED("import.committed", "A part of an import was written"),
    IMPORT_OPENED("import.opened", "An import began"),
    IMPORT_UNDONE("import.undone", "A part of an import was taken back"),
    INVITATION_ACCEPTED("invitation.accepted", "An invitation was accepted"),
    INVITATION_CREATED("invitation.created", "Somebody was invited into an organization"),
    INVITATION_DECLINED("invitation.declined", "An invitation was declined"),
    INVITATION_EXPIRED("invitation.expired", "An invitation was not answered in time"),
    INVITATION_RESENT("invitation.resent", "An invitation was sent again, and the link before it died"),
    INVITATION_REVOKED("invitation.revoked", "An invitation was taken back"),
    INVOICE_DELETED("invoice.deleted", "A draft of an invoice was deleted"),
    INVOICE_DRAFTED("invoice.drafted", "An invoice was begun by hand"),
    INVOICE_FINALIZED("invoice.finalized", "An invoice got its number, and is asked for"),
    INVOICE_PAID("invoice.paid", "Nothing is left to pay of an invoice"),
    INVOICE_PAYMENT_FAILED("invoice.payment-failed", "Collecting an invoice was tried in vain"),
    INVOICE_PAYMENT_RECEIVED("invoice.payment-received", "Money came in for an invoice"),
    INVOICE_REFUNDED("invoice.refunded", "Money for an invoice was given back"),
    INVOICE_UNCOLLECTIBLE("invoice.uncollectible", "An invoice was given up"),
    INVOICE_UPDATED("invoice.updated", "A draft of an invoice got other lines"),
    INVOICE_VOIDED("invoice.voided", "An invoice was withdrawn"),
    LOGIN_METHOD_DISABLED("login-method.disabled", "A way to sign in was switched off"),
    LOGIN_METHOD_ENABLED("login-method.enabled", "A way to sign in was switched on"),
    MEMBER_JOINED("member.joined", "Somebody became a member of an organization"),
    MEMBER_LEFT("member.left", "Somebody left an organization"),
    MEMBER_REMOVED("member.removed", "Somebody was removed from an organization"),
    MEMBER_UPDATED(
            "member.updated", "A member's role in an organization was changed, or whether the member is notified"),
    NOTIFICATION_SENT("notification.sent", "A notification was sent"),
    ORGANIZATION_CREATED("organization.created", "An organization was founded"),
    ORGANIZATION_DELETED("organization.deleted", "An organization was deleted"),
    ORGANIZATION_OWNER_CHANGED("organization.owner-changed", "An organization got another main owner"),
    ORGANIZATION_UPDATED("organization.updated", "An organization was changed"),
    PASSKEY_ADDED("passkey.added", "A person added a passkey"),
    PASSKEY_REMOVED("passkey.removed", "A passkey was removed"),
    PASSKEY_RENAMED("passkey.renamed", "A passkey got another label"),
    PASSKEY_USED("passkey.used", "A passkey was shown"),
    PASSWORD_CHANGED("password.changed", "A person changed the password"),
    PASSWORD_RESET("password.reset", "A password was set by a link from a mail"),
    PASSWORD_RESET_REQUESTED("password.reset-requested", "A link to set a password was asked for"),
    PAYMENT_METHOD_ADDED("payment-method.added", "Somebody added a way of paying"),
    PAYMENT_METHOD_PREFERRED("payment-method.preferred", "Invoices are collected with another way of paying"),
    PAYMENT_METHOD_REMOVED("payment-method.removed", "Somebody removed a way of paying"),
    PAYMENT_ACTION_NEEDED("payment.action-needed", "A payment waits until somebody confirms it"),
    PAYMENT_DECLINED("payment.declined", "A payment was declined"),
    PAYMENT_FAILED("payment.failed", "A payment was not made, for the gateway did not do its work"),
    PAYMENT_NOTED("payment.noted", "Staff noted what came in by another way"),
    PAYMENT_SETTLED("payment.settled", "Staff said what became of a payment, since its gateway did not"),
    PAYMENT_STARTED("payment.started", "A gateway is asked to collect an invoice"),
    PAYMENT_SUCCEEDED("payment.succeeded", "Money came in for an invoice"),
    PAYMENT_UNANSWERED("payment.unanswered", "A gateway did not say what became of a payment"),
    PERMISSION_CREATED("permission.created", "A permission was added to the catalogue"),
    PERMISSION_DELETED("permission.deleted", "A permission was taken from the catalogue"),
    PERMISSION_UPDATED("permission.updated", "A permission was changed"),
    PLAN_ARCHIVED("plan.archived", "A plan is offered no more"),
    PLAN_CREATED("plan.created", "A plan was offered"),
    PLAN_FEATURE_GRANTED("plan.feature-granted", "A plan got a feature, or another limit of it"),
    PLAN_FEATURE_REVOKED("plan.feature-revoked", "A plan lost a feature"),
    PLAN_UPDATED("plan.updated", "A plan was changed"),
    QUOTA_CHANGED("quota.changed", "Somebody got another limit of documents or storage"),
    QUOTA_OPENED("quota.opened", "A person got room for documents"),
    QUOTA_REPAIRED("quota.repaired", "A quota was made to say what is stored"),
    QUOTA_WARNED("quota.warned", "Somebody was told that storage or documents are used up, or nearly so"),
    REFUND_FAILED("refund.failed", "A gateway did not give money back"),
    REFUND_STARTED("refund.started", "Money is to go back"),
    REFUND_SUCCEEDED("refund.succeeded", "Money went back"),
    REFUND_UNBOOKED("refund.unbooked", "Money went back that had been credited meanwhile"),
    RETENTION_APPLIED("retention.applied", "Months that are kept no longer were dropped"),
    ROLE_ASSIGNED("role.assigned", "Somebody got a role"),
    ROLE_CREATED("role.created", "A role was made"),
    ROLE_DELETED("role.deleted", "A role was deleted"),
    ROLE_PERMISSION_GRANTED("role.permission-granted", "A role got a permission"),
    ROLE_PERMISSION_REVOKED("role.permission-revoked", "A role lost a permission"),
    ROLE_UNASSIGNED("role.unassigned", "Somebody lost a role"),
    ROLE_UPDATED("role.updated", "A role was changed"),
    SECOND_FACTOR_DISABLED("second-factor.disabled", "A person switched the second factor off"),
    SECOND_FACTOR_ENABLED("second-factor.enabled", "A person switched the second factor on"),
    SECOND_FACTOR_ENROLLED("second-factor.enrolled", "A person began to set up a second factor"),
    SECOND_FACTOR_RECOVERY_CODES_REPLACED("second-factor.recovery-codes-replaced", "A person made new recovery codes"),
    SECOND_FACTOR_REMOVED("second-factor.removed", "An administrator removed a person's second factor"),
    SESSION_ALL_ENDED("session.all-ended", "All sessions of an account were ended"),
    SESSION_ENDED("session.ended", "A session was ended"),
    SESSION_IMPERSONATED("session.impersonated", "Somebody began to work in another's name"),
    SESSION_OPENED("session.opened", "Somebody signed in"),
    SESSION_OTHERS_ENDED("session.others-ended", "A person ended all other sessions"),
    SETTING_CHANGED("setting.changed", "A setting of an account was changed"),
    SETTING_DELETED("setting.deleted", "A setting of an account was deleted"),
    SOCIAL_LOGIN_LINKED("social-login.linked", "An account elsewhere was linked to sign in with"),
    SOCIAL_LOGIN_UNLINKED("social-login.unlinked", "An account elsewhere was unlinked"),
    SUBSCRIPTION_ACTIVATED("subscription.activated", "A subscription was paid for, and runs"),
    SUBSCRIPTION_CANCELED("subscription.canceled", "A subscription ended, asked for or because nobody paid"),
    SUBSCRIPTION_CANCELLATION_SCHEDULED(
            "subscription.cancellation-scheduled", "A subscription will end with its period"),
    SUBSCRIPTION_CANCELLATION_WITHDRAWN(
            "subscription.cancellation-withdrawn", "A subscription will go on after its period"),
    SUBSCRIPTION_CHARGE_WITHDRAWN(
            "subscription.charge-withdrawn",
            "What a subscription was charged for its period was withdrawn, and is never credited"),
    SUBSCRIPTION_END_SCHEDULED("subscription.end-scheduled", "A subscription will end on a day"),
    SUBSCRIPTION_END_WITHDRAWN("subscription.end-withdrawn", "A subscription will not end on a day any more"),
    SUBSCRIPTION_EXPIRED("subscription.expired", "A subscription ended by the clock"),
    SUBSCRIPTION_FALLEN_DUE("subscription.fallen-due", "A subscription was not paid for in time"),
    SUBSCRIPTION_PAUSED("subscription.paused", "A subscription was paused"),
    SUBSCRIPTION_PLAN_CHANGED("subscription.plan-changed", "A subscription got another plan"),
    SUBSCRIPTION_PLAN_CHANGE_SCHEDULED(
            "subscription.plan-change-scheduled", "A subscription will get another plan at the end of its period"),
    SUBSCRIPTION_PLAN_CHANGE_WITHDRAWN(
            "subscription.plan-change-withdrawn", "A subscription will keep its plan at the end of its period"),
    SUBSCRIPTION_RENEWED("subscription.renewed", "A period of a subscription began"),
    SUBSCRIPTION_RESUMED("subscription.resumed", "A subscription goes on that was paused"),
    SUBSCRIPTION_STARTED("subscription.started", "A subscription began"),
    TICKET_ANSWERED("ticket.answered", "A message was added to a support ticket"),
    TICKET_ASSIGNED("ticket.assigned", "A support ticket was given to somebody of the staff, or taken from them"),
    TICKET_NOTED("ticket.noted", "A note among the staff was added to a support ticket"),
    TICKET_OPENED("ticket.opened", "Somebody asked the support"),
    TICKET_REOPENED("ticket.reopened", "A support ticket that was resolved is open again"),
    TICKET_RESOLVED("ticket.resolved", "A support ticket was resolved"),
    TICKET_UPDATED("ticket.updated", "A support ticket got another subject, priority or status"),
    TRASH_EMPTIED("trash.emptied", "Documents of the trash were deleted for good, all of them"),
    TRIAL_REMINDED("trial.reminded", "Somebody was told that a trial ends"),
    TRIAL_STARTED("trial.started", "A plan is tried for nothing"),
    UPLOAD_CREATED("upload.created", "An upload in pieces began"),
    UPLOAD_ENDED("upload.ended", "An upload in pieces ended and became no document"),
    WEBHOOK_CREATED("webhook.created", "A webhook was made"),
    WEBHOOK_DELETED("webhook.deleted", "A webhook was deleted"),
    WEBHOOK_DELIVERY_RETRIED("webhook.delivery-retried", "A delivery was put back into the queue"),
    WEBHOOK_DISABLED("webhook.disabled", "A webhook was disabled, and not by hand"),
    WEBHOOK_REPLAYED("webhook.replayed", "Events of the past were queued again"),
    WEBHOOK_ROTATED("webhook.rotated", "A webhook got another secret"),
    WEBHOOK_TESTED("webhook.tested", "A test event was sent"),
    WEBHOOK_UPDATED("webhook.updated", "A webhook was changed");

    private static final Map<String, AuditAction> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(AuditAction::actionName, Function.identity()));

    private final String actionName;
    private final String description;

    AuditAction(String actionName, String description) {
        this.actionName = actionName;
        this.description = description;
    }

    /** The action of this name; empty if nothing is recorded so. */
    public static Optional<AuditAction> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** How rows and events name it: {@code noun.past-participle}. */
    public String actionName() {
        return actionName;
    }

    /** What happened, in one line. */
    public String description() {
        return description;
    }

    /** What it happened to: what stands before the point. */
    public String noun() {
        return actionName.substring(0, actionName.indexOf('.'));
    }
}
