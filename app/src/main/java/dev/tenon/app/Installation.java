package dev.tenon.app;

import dev.tenon.app.config.InvalidSetting;
import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.BcryptPasswords;
import dev.tenon.crypto.GuessedStrength;
import dev.tenon.crypto.InstallationSecrets;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestClockPermit;
import dev.tenon.jdbi.migration.Migrations;
import dev.tenon.jte.JteInvoicePages;
import dev.tenon.jte.JteMailTemplates;
import dev.tenon.pdf.OpenHtmlPrinter;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.LanguageTag;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.organizations.InvitationPolicy;
import dev.tenon.ports.signin.PasswordPolicy;
import dev.tenon.ports.signin.ThrottlePolicy;
import dev.tenon.rest.TrustedProxies;
import dev.tenon.smtp.MailboxMailSender;
import dev.tenon.smtp.MimeMailReader;
import dev.tenon.smtp.SmtpMailSender;
import dev.tenon.tika.TikaDetector;
import dev.tenon.webauthn.WebAuthnCeremonies;
import dev.tenon.webhooks.OkHttpWebhookSender;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tenon as configured: the only place that chooses adapters. */
final class Installation implements AutoCloseable {

    private static final String PEPPER = "password-pepper";
    private static final int MOST_CONTEXT_WORDS = 20;

    private final Database database;
    private final Tenon tenon;
    private final Secrets secrets;
    private final GuessedStrength strength;

    private Installation(Database database, Tenon tenon, Secrets secrets, GuessedStrength strength) {
        this.database = database;
        this.tenon = tenon;
        this.secrets = secrets;
        this.strength = strength;
    }

    /** Opens the database, brings it up to date, and builds Tenon over it. */
    static Installation open(Settings settings, InstantSource clock, Consumer<String> progress) {
        byte[] secret = InstallationSecret.of(settings);
        Database database = Database.open(settings, progress);
        try {
            Migrations.of(database.dataSource()).migrate();
            permitTestClock(settings, database);
            InstallationSecrets current = InstallationSecrets.of(secret);
            Secrets secrets = InstallationSecret.previous(settings)
                    .map(current::withFormer)
                    .orElse(current);
            GuessedStrength strength = new GuessedStrength();
            return new Installation(database, build(settings, clock, database, secrets, strength), secrets, strength);
        } catch (RuntimeException notOpened) {
            database.close();
            throw notOpened;
        }
    }

    private static void permitTestClock(Settings settings, Database database) {
        try {
            if (settings.flag(Setting.TEST_CLOCK) && !TestClockPermit.of(database.dataSource())) {
                throw new InvalidSetting(
                        "The test clock is refused: this database holds real accounts. Use an empty one,"
                                + " for example with --data-dir.");
            }
        } catch (SQLException unreachable) {
            throw new IllegalStateException("The database does not say whether it is for tests", unreachable);
        }
    }

    private static Tenon build(
            Settings settings, InstantSource clock, Database database, Secrets secrets, GuessedStrength strength) {
        TenonCore.Builder builder = TenonCore.builder()
                .storage(JdbiStorage.of(database.dataSource()))
                .passwords(passwords(settings, secrets))
                .passwordStrength(strength)
                .passwordPolicy(passwordPolicy(settings))
                .ids(new TimeOrderedIds())
                .secrets(secrets)
                .clock(clock)
                .mailSender(mailSender(settings))
                .mailReader(new MimeMailReader())
                .mailTemplates(new JteMailTemplates())
                .invoicePages(new JteInvoicePages())
                .pdfPrinter(new OpenHtmlPrinter())
                .language(language(settings))
                .mailWorkers(settings.number(Setting.MAIL_WORKERS, 1, 64))
                .webhookSender(webhookSender(settings))
                .socialProviders(SocialSetup.providers(settings, clock))
                .apiUsageLog(settings.flag(Setting.API_USAGE_LOG))
                .invitationPolicy(InvitationPolicy.standard()
                        .lasting(Duration.ofDays(settings.number(Setting.INVITATION_DAYS, 1, 366))))
                .keepProviderTokens(settings.flag(Setting.SOCIAL_KEEP_TOKENS))
                .blobStore(BlobSetup.store(settings))
                .blobPlaces(place -> BlobSetup.at(settings, place))
                .baseUrl(baseUrl(settings))
                .throttlePolicy(throttlePolicy(settings))
                .rateLimitPolicy(RateLimitSetup.policy(settings))
                .organizationPolicy(OrganizationSetup.policy(settings))
                .flagEnvironment(
                        settings.has(Setting.FLAG_ENVIRONMENT) ? settings.text(Setting.FLAG_ENVIRONMENT) : null)
                .billingPolicy(BillingSetup.policy(settings));
        supportAddress(settings).ifPresent(builder::supportAddress);
        ProcessingSetup.apply(settings, builder);
        AuditSetup.apply(settings, builder);
        PaymentSetup.apply(settings, builder);
        URI baseUrl = baseUrl(settings);
        if (WebAuthnCeremonies.arePossibleAt(baseUrl)) {
            builder.passkeyCeremonies(WebAuthnCeremonies.at(baseUrl));
        }
        return builder.build();
    }

    Tenon tenon() {
        return tenon;
    }

    Database database() {
        return database;
    }

    /** Prepares, beside everything else, what would make the first request of its kind slow. */
    void warmUp() {
        Thread.ofPlatform().daemon().name("tenon-warm-up").start(() -> {
            strength.warmUp();
            new TikaDetector().warmUp();
        });
    }

    /** Signs what clients carry, like the cursors of lists, on every server alike. */
    String signature(String text) {
        return secrets.pseudonym("http-signature", text);
    }

    @Override
    public void close() {
        BackgroundWorkers.conclude(tenon.jobs());
        database.close();
    }

    static URI baseUrl(Settings settings) {
        String text = settings.has(Setting.BASE_URL)
                ? settings.text(Setting.BASE_URL)
                : "http://localhost:" + settings.number(Setting.HTTP_PORT, 0, 65_535);
        try {
            URI uri = URI.create(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException notAUri) {
            // told below, like any other address that is none of the web
        }
        throw settings.invalid(Setting.BASE_URL, "is an address like https://accounts.example.org");
    }

    /** The language of mails to people who chose none. */
    static Locale language(Settings settings) {
        return LanguageTag.parse(settings.text(Setting.LANGUAGE))
                .orElseThrow(() -> settings.invalid(Setting.LANGUAGE, "is a BCP 47 tag, like en or de-AT"));
    }

    /** Who is believed about the addresses of clients. */
    static TrustedProxies trustedProxies(Settings settings) {
        List<String> addresses = Stream.of(
                        settings.text(Setting.TRUSTED_PROXIES).split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        try {
            return TrustedProxies.of(addresses);
        } catch (IllegalArgumentException unusable) {
            throw settings.invalid(Setting.TRUSTED_PROXIES, "cannot be used: " + unusable.getMessage());
        }
    }

    /** The folder in which mails arrive; empty if they go out by SMTP. */
    static Optional<Path> mailbox(Settings settings) {
        return settings.has(Setting.SMTP_URL)
                ? Optional.empty()
                : Optional.of(settings.dataDirectory().resolve("mailbox"));
    }

    /** Who calls webhooks: public receivers, and those that are named. */
    static OkHttpWebhookSender webhookSender(Settings settings) {
        if (!settings.has(Setting.WEBHOOKS_ALLOW)) {
            return OkHttpWebhookSender.toPublicReceivers();
        }
        try {
            return OkHttpWebhookSender.allowing(settings.text(Setting.WEBHOOKS_ALLOW));
        } catch (IllegalArgumentException malformed) {
            throw settings.invalid(Setting.WEBHOOKS_ALLOW, "cannot be used: " + malformed.getMessage());
        }
    }

    private static Optional<EmailAddress> supportAddress(Settings settings) {
        String address = settings.text(Setting.SUPPORT_ADDRESS);
        return address.isEmpty()
                ? Optional.empty()
                : Optional.of(EmailAddress.parse(address)
                        .orElseThrow(() -> settings.invalid(Setting.SUPPORT_ADDRESS, "is an e-mail address")));
    }

    private static MailSender mailSender(Settings settings) {
        EmailAddress from = EmailAddress.parse(settings.text(Setting.MAIL_FROM))
                .orElseThrow(() -> settings.invalid(Setting.MAIL_FROM, "is an e-mail address"));
        Optional<Path> mailbox = mailbox(settings);
        if (mailbox.isPresent()) {
            return MailboxMailSender.in(mailbox.get(), from);
        }
        try {
            return SmtpMailSender.of(URI.create(settings.text(Setting.SMTP_URL)), from);
        } catch (IllegalArgumentException unusable) {
            throw settings.invalid(
                    Setting.SMTP_URL,
                    "looks like smtp://user:password@host:587, with ?tls=starttls or ?tls=none if need be ("
                            + unusable.getMessage() + ")");
        }
    }

    private static ThrottlePolicy throttlePolicy(Settings settings) {
        int perAccount = settings.number(Setting.LOGIN_TRIES_PER_ACCOUNT, 1, 1000);
        int perAddress = settings.number(Setting.LOGIN_TRIES_PER_ADDRESS, perAccount, 1_000_000);
        ThrottlePolicy standard = ThrottlePolicy.standard();
        return new ThrottlePolicy(
                perAccount,
                Math.max(perAccount, standard.perAccount()),
                perAddress,
                standard.window(),
                standard.pause(),
                standard.longestPause());
    }

    /** What new passwords must be. */
    static PasswordPolicy passwordPolicy(Settings settings) {
        List<String> contextWords = Stream.of(
                        settings.text(Setting.PASSWORD_CONTEXT_WORDS).split(",", MOST_CONTEXT_WORDS + 1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        if (contextWords.size() > MOST_CONTEXT_WORDS) {
            throw settings.invalid(Setting.PASSWORD_CONTEXT_WORDS, "has " + MOST_CONTEXT_WORDS + " words at most");
        }
        PasswordPolicy policy = PasswordPolicy.standard()
                .withShortest(settings.number(Setting.PASSWORD_MIN_LENGTH, 8, 64))
                .withContextWords(contextWords);
        return settings.flag(Setting.PASSWORD_STRENGTH) ? policy : policy.withoutStrengthCheck();
    }

    private static BcryptPasswords passwords(Settings settings, Secrets secrets) {
        int cost = settings.number(Setting.PASSWORD_COST, 10, 16);
        BcryptPasswords passwords = new BcryptPasswords(cost, key(secrets, PEPPER));
        return InstallationSecret.previous(settings)
                .map(previous -> passwords.withFormerPepper(key(InstallationSecrets.of(previous), PEPPER)))
                .orElse(passwords);
    }

    private static byte[] key(Secrets secrets, String purpose) {
        return secrets.pseudonym("key", purpose).getBytes(StandardCharsets.US_ASCII);
    }
}
