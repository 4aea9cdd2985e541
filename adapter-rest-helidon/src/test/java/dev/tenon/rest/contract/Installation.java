package dev.tenon.rest.contract;

import dev.tenon.core.TenonCore;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import dev.tenon.rest.ReadinessCheck;
import dev.tenon.rest.RestSettings;
import dev.tenon.rest.TenonRest;
import dev.tenon.rest.TestClockControl;
import dev.tenon.rest.TrustedProxies;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.BankBook;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.InMemoryBlobStore;
import dev.tenon.testkit.InMemoryStorage;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.PlainInvoicePages;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainPdfPrinter;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.RecordingMailSender;
import dev.tenon.testkit.SandboxEvents;
import dev.tenon.testkit.ScriptedProviders;
import dev.tenon.testkit.ScriptedReceiver;
import dev.tenon.testkit.SequentialIds;
import dev.tenon.webauthn.WebAuthnCeremonies;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole Tenon behind a real server on a free port: all real but storage, mail, blobs, password hashing and time. */
public final class Installation implements AutoCloseable {

    /** What the sandbox signs its events with. */
    public static final String EVENT_SECRET = "whsec_sandbox";

    /** What links in mails begin with, whatever a request says. */
    public static final String BASE_URL = "https://tenon.example.org";

    /** The largest file of the Free plan, in bytes. */
    public static final int FREE_UPLOAD = 25 << 20;

    private static final Pattern LINK = Pattern.compile("(\\S+)\\?token=(tnm_\\w+)");
    private static final int MOST_RUNS = 1_000;

    private final MovableClock clock = new MovableClock();
    private final RecordingMailSender mail = new RecordingMailSender();
    private final ScriptedReceiver webhooks = new ScriptedReceiver();
    private final BankBook bank = new BankBook();
    private final PlainSecrets secrets = new PlainSecrets();
    private final AtomicLong invoices = new AtomicLong();
    private final InMemoryBlobStore blobs = new InMemoryBlobStore();
    private final FastPasswords passwords = new FastPasswords();
    private final InMemoryStorage storage = new InMemoryStorage();
    private final AtomicBoolean databaseUp = new AtomicBoolean(true);
    private final ScriptedProviders providers;
    private final Tenon tenon;
    private final RestSettings settings;
    private final TenonRest server;
    private final ValidatingClient http;

    private Installation(
            ScriptedProviders providers,
            TrustedProxies proxies,
            RateLimitPolicy rateLimits,
            Consumer<TenonCore.Builder> otherwise) {
        this.providers = providers;
        TenonCore.Builder builder = TenonCore.builder()
                .storage(storage)
                .passwords(passwords)
                .mailTemplates(new PlainMailTemplates())
                .invoicePages(new PlainInvoicePages())
                .pdfPrinter(new PlainPdfPrinter())
                .ids(new SequentialIds())
                .timeCodes(new AuthenticatorApp())
                .secrets(secrets)
                .mailSender(mail)
                .webhookSender(webhooks)
                .blobStore(blobs)
                .sandboxPayments(bank, EVENT_SECRET)
                .socialProviders(providers)
                .passkeyCeremonies(WebAuthnCeremonies.at(URI.create(BASE_URL)))
                .clock(clock)
                .rateLimitPolicy(rateLimits)
                .baseUrl(URI.create(BASE_URL));
        otherwise.accept(builder);
        tenon = builder.build();
        settings = RestSettings.builder()
                .port(0)
                .baseUrl(URI.create(BASE_URL))
                .trustedProxies(proxies)
                .signature(text -> secrets.pseudonym("http", text))
                .version("test")
                .readiness(List.of(new ReadinessCheck("database", databaseUp::get)))
                .notice(Duration.ZERO)
                .drain(Duration.ofSeconds(2))
                .testClock(new ClockControl())
                .build();
        server = TenonRest.start(tenon, settings);
        http = new ValidatingClient(address());
    }

    /** Starts one with nobody in it. */
    public static Installation start() {
        return start(new ScriptedProviders(), TrustedProxies.NONE, RateLimitPolicy.standard());
    }

    /** Starts one with nobody in it, where people may come in by these providers and behind these proxies, so often. */
    public static Installation start(ScriptedProviders providers, TrustedProxies proxies, RateLimitPolicy rateLimits) {
        return start(providers, proxies, rateLimits, builder -> {});
    }

    /** The same, built otherwise. */
    public static Installation start(
            ScriptedProviders providers,
            TrustedProxies proxies,
            RateLimitPolicy rateLimits,
            Consumer<TenonCore.Builder> otherwise) {
        return new Installation(providers, proxies, rateLimits, otherwise);
    }

    /** A client that has signed in nowhere. */
    public ValidatingClient http() {
        return http;
    }

    /** Where it listens, which is not where its links lead. */
    public URI address() {
        return URI.create("http://localhost:" + server.port());
    }

    public Tenon tenon() {
        return tenon;
    }

    public RestSettings settings() {
        return settings;
    }

    public MovableClock clock() {
        return clock;
    }

    public RecordingMailSender mail() {
        return mail;
    }

    /** Puts organizations into the storage. */
    public OrganizationFixture organizations() {
        return storage.organizationFixture();
    }

    /** What the sandbox did. */
    public BankBook bank() {
        return bank;
    }

    /** Events as the sandbox signs them. */
    public SandboxEvents events() {
        return new SandboxEvents(secrets, EVENT_SECRET);
    }

    /** An invoice over so many cents that a person has to pay. */
    public Invoice invoiceOf(Person person, long cents) {
        UserId id = UserId.parse(person.id()).orElseThrow();
        Subscription subscription = storage.subscriptions().findLive(id).orElseThrow();
        Money amount = new Money(cents, Currency.getInstance("USD"));
        Invoice draft = Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, amount, clock.instant());
        return storage.unitOfWork().run(() -> {
            storage.invoices().insert(draft);
            // Far from the numbers that invoices are given meanwhile.
            long number = 1_000_000 + invoices.incrementAndGet();
            return storage.invoices().update(Fixtures.finalized(draft, number, clock.instant()));
        });
    }

    /** What webhooks were told. */
    public ScriptedReceiver webhooks() {
        return webhooks;
    }

    public InMemoryBlobStore blobs() {
        return blobs;
    }

    public FastPasswords passwords() {
        return passwords;
    }

    /** The providers of accounts elsewhere. */
    public ScriptedProviders providers() {
        return providers;
    }

    /** From now on the readiness check of the database passes or fails. */
    public void setDatabaseUp(boolean up) {
        databaseUp.set(up);
    }

    /**
     * Somebody who has signed in.
     *
     * @param http the client with the person's token
     */
    public record Person(String id, String email, String token, String sessionId, ValidatingClient http) {}

    /** A verified member on the Free plan, signed in. */
    public Person person(String email) {
        return person(email, Set.of());
    }

    /** Ana, a member. */
    public Person ana() {
        return person("ana@example.org");
    }

    /** Somebody who may do everything, signed in. */
    public Person admin() {
        return person("admin@example.org", Set.of(Role.ADMIN));
    }

    /** A person with further roles, signed in. */
    public Person person(String email, Set<String> roles) {
        Account account = tenon.accounts()
                .register(
                        Actor.system("test"),
                        Fixtures.aRegistration(email).verified().withRoles(roles));
        return signIn(account.id().toString(), email);
    }

    /** A role of its own with these permissions, as {@code users:write}. */
    public void role(String name, Set<String> permissions) {
        storage.unitOfWork().run(() -> {
            storage.imports().addRole(new RoleId(Fixtures.anId()), name, clock.instant());
            storage.roles().addGrants(name, permissions, clock.instant());
            return name;
        });
    }

    /** A verified account without a session. */
    public Account account(String email) {
        return tenon.accounts()
                .register(Actor.system("test"), Fixtures.aRegistration(email).verified());
    }

    /** An account that has no password and never signs in by one. */
    public Account accountWithoutPassword(String email) {
        return tenon.accounts()
                .register(Actor.system("test"), new Registration(email, null, null, null, null, true, Set.of()));
    }

    /** Signs somebody in once more. */
    public Person signInAgain(Person person) {
        return signIn(person.id(), person.email());
    }

    private Person signIn(String id, String email) {
        Answer answer = http.post("/v1/sessions").json(credentials(email)).expect(201);
        String token = answer.at("/token");
        return new Person(id, email, token, answer.at("/session/id"), http.as(token));
    }

    /** The right credentials. */
    public static Map<String, String> credentials(String email) {
        return credentials(email, Fixtures.PASSWORD);
    }

    public static Map<String, String> credentials(String email, String password) {
        return Map.of("email", email, "password", password);
    }

    /** Runs every job until nothing is due. */
    public void runJobs() {
        for (BackgroundJob job : tenon.jobs()) {
            int runs = 0;
            while (job.run() > 0) {
                if (++runs == MOST_RUNS) {
                    throw new AssertionError(job.name() + " always finds something to do");
                }
            }
        }
    }

    /** The mails to an address, after those that are due went out. */
    public List<OutgoingMail> mailsTo(String email) {
        runJobs();
        return mail.sentTo(new EmailAddress(email));
    }

    /** The token of the last link that was mailed to an address. */
    public String mailedToken(String email) {
        return link(email).group(2);
    }

    /** The address of the last link that was mailed, without the token. */
    public String mailedLink(String email) {
        return link(email).group(1);
    }

    private Matcher link(String email) {
        List<OutgoingMail> mails = mailsTo(email);
        if (mails.isEmpty()) {
            throw new AssertionError("No mail went to " + email);
        }
        Matcher link = LINK.matcher(mails.get(mails.size() - 1).text());
        if (!link.find()) {
            throw new AssertionError("The last mail to " + email + " has no link");
        }
        return link;
    }

    @Override
    public void close() {
        http.close();
        server.stop();
    }

    private final class ClockControl implements TestClockControl {

        @Override
        public Instant advance(Duration by) {
            Instant now = clock.advance(by);
            runJobs();
            return now;
        }

        @Override
        public Instant set(Instant to) {
            if (to.isBefore(clock.instant())) {
                throw new IllegalArgumentException("Time does not go back");
            }
            Instant now = clock.moveTo(to);
            runJobs();
            return now;
        }
    }
}
