package dev.tenon.app.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Everything that can be configured. */
public enum Setting {
    DATA_DIR(".tenon", "Embedded database, blobs, mailbox and the generated secret"),
    DB_URL("", "JDBC URL of a PostgreSQL 15 or newer; embedded if left out"),
    DB_USER("", "Its user"),
    DB_PASSWORD("", "Its password"),
    DB_POOL_SIZE("10", "Connections that this process opens at most"),
    HTTP_HOST("127.0.0.1", "Address that the server listens on"),
    HTTP_PORT("8080", "Port that the server listens on; 0 picks a free one"),
    BASE_URL(
            "",
            "How links in mails begin, and the origin of pages that use a cookie; http://localhost:PORT if left out"),
    TRUSTED_PROXIES("", "Addresses and ranges of proxies in front, whose X-Forwarded-For is believed; between commas"),
    SECRET("", "At least 32 characters that keys are derived from; generated for an embedded database"),
    SECRET_PREVIOUS("", "The secret before this one: what was sealed under it opens still; see docs/operations.md"),
    SMTP_URL(
            "", "smtp:// (STARTTLS unless on this machine) or smtps:// of a mail server; a mailbox folder if left out"),
    MAIL_FROM("no-reply@tenon.localhost", "Sender of mails"),
    SUPPORT_ADDRESS(
            "", "Where answers to mails of support tickets go; what arrives there belongs to `tenon tickets receive`"),
    LANGUAGE("en", "Language of mails to people who chose none, as a BCP 47 tag; there are en and de"),
    MAIL_WORKERS("4", "Mails that this server sends at once, 1 to 64"),
    WEBHOOKS_ALLOW(
            "",
            "Receivers of webhooks that are called although they are not public, over plain HTTP too: host:port, addresses,"
                    + " ranges; between commas; dangerous"),
    BLOBS(
            "",
            "Contents of documents: file:DIRECTORY, or s3://BUCKET/PREFIX?endpoint=URL&region=NAME; in the data directory if"
                    + " left out"),
    S3_ACCESS_KEY("", "Access key of the bucket; what this machine has for Amazon's own tools if left out"),
    S3_SECRET_KEY("", "Its secret key"),
    PROCESSING("true", "Text, pages and small pictures of documents are read, in processes of their own"),
    PROCESSING_WORKERS("1", "Documents that this server reads at once, 1 to 16, each in a process of its own"),
    PROCESSING_SECONDS("60", "Seconds that reading a document may take, 1 to 3600"),
    PROCESSING_MEMORY("256", "Mebibytes of memory that reading a document may take, 64 to 4096"),
    PROCESSING_SIZE("100", "Mebibytes of the largest document that is read, 1 to 2048"),
    FLAG_ENVIRONMENT("", "Where this installation runs, for feature flags, like production"),
    PASSWORD_COST("12", "Cost of bcrypt, 10 to 16"),
    PASSWORD_MIN_LENGTH("15", "Characters of a new password, 8 to 64; below 15 only with a second factor"),
    PASSWORD_STRENGTH("true", "Common and easily guessed new passwords are refused"),
    PASSWORD_CONTEXT_WORDS("", "Words that make a password weak, like the product's name; between commas"),
    LOGIN_TRIES_PER_ACCOUNT("10", "Tries to sign in to one account from one address in 15 minutes"),
    LOGIN_TRIES_PER_ADDRESS("1000", "Failed tries to sign in from one address in 15 minutes"),
    RATE_LIMITS_SESSION_LOGIN(
            "600", "Requests a minute with which a session may show its password or a code again; off for any number"),
    RATE_LIMITS_SESSION_WRITES(
            "60000", "Requests a minute with which a session may change something; off for any number"),
    RATE_LIMITS_SESSION_READS("3000000", "Requests a minute with which a session may read; off for any number"),
    RATE_LIMITS_KEY("600", "Requests a minute of an API key, unless its owner's plan has more; off for any number"),
    RATE_LIMITS_ADDRESS_LOGIN(
            "6000",
            "Requests a minute with which an address may sign in, register and spend links; off for any number"),
    RATE_LIMITS_ADDRESS_WRITES("60000", "Other changing requests a minute of an address; off for any number"),
    RATE_LIMITS_ADDRESS_READS(
            "60000", "Requests a minute with which an address may read without signing in; off for any number"),
    API_USAGE_LOG(
            "true",
            "Requests that come with API keys are kept: route, status, duration, and the shape of what was sent"),
    INVITATION_DAYS("7", "How many days an invitation to an organization can be accepted; 1 to 366"),
    ORGANIZATIONS_PER_OWNER("50", "Of how many organizations one person can be the main owner by founding them"),
    ORGANIZATIONS_SEATS("100", "Members of an organization that has no plan; off for any number"),
    ORGANIZATIONS_STORAGE("1024", "Mebibytes that a new organization may store; off for any number"),
    BILLING_SELLER("Tenon", "Who writes the invoices: lines of name and address, at most 20; between semicolons"),
    BILLING_ZONE("UTC", "Time zone whose midnight and whose months count for those who chose none"),
    BILLING_PRORATION("second", "What the rest of a period is counted in: second or day"),
    BILLING_TAX_PERCENT("0", "Tax on every line of an invoice, 0 to 100 with at most four decimals"),
    BILLING_TAX_INCLUSIVE("false", "Prices include the tax"),
    BILLING_FIRST_PAYMENT_HOURS("23", "Hours that a new subscription waits for its first payment; 1 to 720"),
    BILLING_DUE_DAYS("14", "Days in which an invoice is to be paid where nothing collects it; 0 to 366"),
    BILLING_RETRY_DAYS(
            "3,8,15",
            "Days after the first try at which a declined payment is tried again, rising, at most 12; between commas, or off"),
    BILLING_TRIAL_REMINDER_DAYS("3", "Days before its end that somebody is told that a trial ends; 0 to 366"),
    PAYMENTS(
            "manual",
            "How invoices are paid: manual (staff notes transfers), stripe, or sandbox, which moves no money"),
    STRIPE_KEY("", "Secret key of Stripe, for TENON_PAYMENTS=stripe"),
    STRIPE_WEBHOOK_SECRET("", "What Stripe signs events with that it sends to /v1/payment-events/stripe, whsec_..."),
    STRIPE_URL("https://api.stripe.com", "Where Stripe's API is; for tests"),
    SOCIAL_KEEP_TOKENS("false", "What opens the interfaces of social providers is kept, sealed"),
    SOCIAL_LOOPBACK("false", "Social providers on this machine may be asked without encryption; for tests"),
    AUDIT_HEADS("", "File of the audit trail's signed heads; off for none; in the data directory if left out"),
    AUDIT_HEADS_INTERVAL("PT1H", "How often they are written, if they have moved; a minute to a day"),
    RETENTION_AUDIT("forever", "How long the audit trail is kept, by whole months, like P24M"),
    RETENTION_USAGE("P13M", "How long it is kept what people did"),
    RETENTION_API_USAGE("P13M", "How long requests with API keys are kept"),
    RETENTION_LOGIN_HISTORY("P365D", "How long tries to sign in are kept"),
    RETENTION_EMAILS("P90D", "How long mails are kept that were sent or given up, without the texts of the sent"),
    RETENTION_NOTIFICATIONS(
            "P365D", "How long notifications are kept after they expired or, if they do not, were made"),
    RETENTION_INVITATIONS("P90D", "How long invitations are kept that are not open any more, after their term"),
    RETENTION_TRASH("P30D", "How long deleted documents stay in the trash"),
    TEST_CLOCK("false", "Time stands still until the test clock is moved; for integration tests");

    private final String standard;
    private final String description;

    Setting(String standard, String description) {
        this.standard = standard;
        this.description = description;
    }

    /** The value without any configuration; empty if there is none or it depends on others. */
    public String standard() {
        return standard;
    }

    /** One line for people. */
    public String description() {
        return description;
    }

    /** The name in {@code tenon.yaml} and of the flag, e.g. {@code http-port}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name in the environment, e.g. {@code TENON_HTTP_PORT}. */
    public String variable() {
        return "TENON_" + name();
    }

    /** Whether the value is never shown. */
    public boolean isSecret() {
        return this == DB_PASSWORD
                || this == SECRET
                || this == SECRET_PREVIOUS
                || this == SMTP_URL
                || this == S3_SECRET_KEY
                || this == STRIPE_KEY
                || this == STRIPE_WEBHOOK_SECRET;
    }

    /** The setting of this name. */
    public static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }
}
