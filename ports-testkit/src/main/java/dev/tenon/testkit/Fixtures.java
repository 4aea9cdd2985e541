package dev.tenon.testkit;

import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.OneTimeToken;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.Purpose;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.spi.AuditStore.Unchained;
import dev.tenon.ports.billing.Period;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceCredit;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.TaxRate;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.SessionPolicy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Valid things of every sort, each with an id and an address of its own, made at {@link MovableClock#START} unless told
 * otherwise. Nothing is stored: hand them to a store or a port.
 */
public final class Fixtures {

    /** A password that the standard policy takes. */
    public static final String PASSWORD = "correct horse battery staple";

    private static final Instant START = MovableClock.START;
    private static final Ids IDS = new SequentialIds();
    private static final AtomicLong PEOPLE = new AtomicLong();
    private static final PlainSecrets SECRETS = new PlainSecrets();

    private Fixtures() {}

    /** A new version-7 UUID, later than every one before. */
    public static UUID anId() {
        return IDS.next();
    }

    public static UserId aUserId() {
        return new UserId(anId());
    }

    public static BlobKey aBlobKey() {
        return new BlobKey(anId());
    }

    /** An address that no other fixture has, like {@code ana.12@example.org}. */
    public static EmailAddress anEmailAddress() {
        return new EmailAddress("ana." + PEOPLE.incrementAndGet() + "@example.org");
    }

    /** A digest as tokens have it at rest, unlike every other. */
    public static String aDigest() {
        return SECRETS.sha256(anId().toString());
    }

    /** Somebody who signs up with {@link #PASSWORD}. */
    public static Registration aRegistration() {
        return aRegistration(anEmailAddress().value());
    }

    public static Registration aRegistration(String email) {
        return new Registration(email, PASSWORD, null, "Ana", "Lima", false, Set.of());
    }

    /** What {@link #aRegistration(String)} signs in with. */
    public static Credentials credentialsOf(String email) {
        return new Credentials(email, PASSWORD);
    }

    /** A role of the installation that permits nothing. */
    public static Role aRole() {
        return aRole("role-" + PEOPLE.incrementAndGet(), null, Set.of());
    }

    /** A role of the installation, or of an organization. */
    public static Role aRole(String name, @Nullable OrganizationId organization, Set<String> permissions) {
        return new Role(new RoleId(anId()), organization, name, null, false, permissions, START, START, 1);
    }

    /** An organization of this main owner, of one GiB. */
    public static Organization anOrganization(UserId owner, String slug, Instant createdAt) {
        return new Organization(
                new OrganizationId(anId()), "Acme", slug, owner, 1L << 30, Branding.NONE, createdAt, createdAt, 1);
    }

    /** A permission that the embedding product adds. */
    public static PermissionEntry aPermission(String name, @Nullable String feature) {
        return new PermissionEntry(new PermissionId(anId()), name, "For a test", false, feature, START, START, 1);
    }

    /** An active account whose address is verified. */
    public static Account anAccount() {
        return anAccount(anEmailAddress());
    }

    public static Account anAccount(EmailAddress email) {
        return anAccount(new UserId(anId()), email, "ana", AccountStatus.ACTIVE, START);
    }

    /** An active account that was made then. */
    public static Account anAccountOf(Instant createdAt) {
        return anAccount(new UserId(anId()), anEmailAddress(), "ana", AccountStatus.ACTIVE, createdAt);
    }

    public static Account anAccount(
            UserId id, EmailAddress email, @Nullable String userName, AccountStatus status, Instant createdAt) {
        return new Account(id, email, userName, "Ana", "Lima", status, true, null, createdAt, createdAt, 1);
    }

    /** A token of this account that lives for an hour. */
    public static OneTimeToken aOneTimeToken(Account account, Purpose purpose) {
        return aOneTimeToken(account, purpose, START);
    }

    public static OneTimeToken aOneTimeToken(Account account, Purpose purpose, Instant createdAt) {
        return new OneTimeToken(
                anId(),
                account.id(),
                purpose,
                aDigest(),
                account.email(),
                null,
                createdAt,
                createdAt.plus(Duration.ofHours(1)));
    }

    /** A session with the times of the standard policy. */
    public static Session aSession(UserId userId) {
        return aSession(userId, START);
    }

    public static Session aSession(UserId userId, Instant createdAt) {
        SessionPolicy policy = SessionPolicy.standard();
        return new Session(
                new SessionId(anId()),
                userId,
                "email",
                null,
                null,
                "192.0.2.1",
                "curl/8.5.0",
                createdAt,
                createdAt,
                createdAt.plus(policy.idle()),
                createdAt.plus(policy.absolute()));
    }

    /** An active subscription to this plan, its first period one month. */
    public static Subscription aSubscription(UserId userId, Plan plan) {
        return aSubscription(userId, null, plan, SubscriptionStatus.ACTIVE, START);
    }

    public static Subscription aSubscription(UserId userId, Plan plan, SubscriptionStatus status, Instant createdAt) {
        return aSubscription(userId, null, plan, status, createdAt);
    }

    /** The same of an organization. */
    public static Subscription aSubscription(
            UserId userId,
            @Nullable OrganizationId organization,
            Plan plan,
            SubscriptionStatus status,
            Instant createdAt) {
        Period month = new Period(
                createdAt, createdAt.atZone(ZoneOffset.UTC).plusMonths(1).toInstant());
        return Subscription.begun(
                new SubscriptionId(anId()), userId, organization, plan, status, ZoneId.of("UTC"), month, createdAt);
    }

    /** The same invoice asked for: numbered, to be collected at once, and due in two weeks. */
    public static Invoice finalized(Invoice draft, long number, Instant now) {
        return new Invoice(
                draft.id(),
                draft.userId(),
                draft.organizationId(),
                draft.subscriptionId(),
                number,
                draft.kind(),
                InvoiceStatus.PENDING,
                draft.periodStart(),
                draft.periodEnd(),
                draft.taxRate(),
                draft.subtotal(),
                draft.tax(),
                draft.total(),
                draft.amountPaid(),
                draft.credit(),
                now.plus(Duration.ofDays(14)),
                now,
                null,
                0,
                now,
                draft.createdAt(),
                now,
                draft.revision(),
                draft.lines());
    }

    /** A draft of this person's own invoice over one month of this subscription, without tax. */
    public static Invoice anInvoice(Subscription subscription, InvoiceKind kind, Money amount, Instant createdAt) {
        Instant end = createdAt.plus(Duration.ofDays(30));
        Money zero = Money.zero(amount.currency());
        return new Invoice(
                new InvoiceId(anId()),
                subscription.userId(),
                null,
                subscription.id(),
                null,
                kind,
                InvoiceStatus.DRAFT,
                createdAt,
                end,
                TaxRate.NONE,
                amount,
                zero,
                amount,
                zero,
                InvoiceCredit.none(amount.currency()),
                null,
                null,
                null,
                0,
                null,
                createdAt,
                createdAt,
                1,
                List.of(InvoiceLine.of("Standard", amount, createdAt, end)));
    }

    /** A file on its way in, with its size declared. */
    public static NewDocument aNewDocument(String fileName, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new NewDocument(fileName, null, (long) bytes.length, new ByteArrayInputStream(bytes));
    }

    /** A stored PDF of 1,000 bytes. */
    public static Document aDocument(UserId ownerId) {
        return aDocument(ownerId, "report.pdf", START);
    }

    public static Document aDocument(UserId ownerId, String fileName, Instant uploadedAt) {
        return new Document(
                new DocumentId(anId()),
                ownerId,
                null,
                fileName,
                aBlobKey(),
                1_000,
                fileName.substring(fileName.lastIndexOf('.') + 1),
                "application/pdf",
                aDigest(),
                1,
                List.of(),
                DocumentStatus.UPLOADED,
                null,
                null,
                uploadedAt,
                uploadedAt,
                null,
                1);
    }

    /** An upload that reserves so many bytes for an hour. */
    public static Hold aHold(SubjectId subject, long bytes) {
        return new Hold(anId(), subject, aBlobKey(), bytes, 1, START.plus(Duration.ofHours(1)));
    }

    /** A mail that is due at once. */
    public static QueuedEmail aQueuedEmail() {
        return aQueuedEmail(START);
    }

    public static QueuedEmail aQueuedEmail(Instant createdAt) {
        EmailId id = new EmailId(anId());
        return new QueuedEmail(
                id,
                null,
                anEmailAddress(),
                EmailType.VERIFICATION,
                "Verify your e-mail address",
                EmailStatus.PENDING,
                0,
                createdAt,
                null,
                "<" + id + "@example.org>",
                null,
                createdAt,
                null);
    }

    /** A row for a chain. What its hash will cover is not its content, so that it proves nothing. */
    public static Unchained anUnchainedRow(@Nullable UserId userId, AuditEntry entry, Instant createdAt) {
        AuditId id = new AuditId(anId());
        return new Unchained(
                id,
                userId,
                null,
                userId == null ? "system:test" : "user:" + userId,
                entry,
                "192.0.2.1",
                "request-1",
                createdAt,
                "\nforged: " + id);
    }

    /** Something that happened to an account. */
    public static AuditEntry anAuditEntry() {
        return new AuditEntry("account.updated", "users", anId().toString(), Map.of("status", "active"));
    }

    /** A token that opens a session, if its digest is stored. */
    public static Token aSessionToken() {
        return SECRETS.newToken(Token.SESSION);
    }
}
