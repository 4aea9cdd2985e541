package dev.tenon.core;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static java.util.Objects.requireNonNull;

import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.Authenticated;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.RecoveryCodes;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.BankBook;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.InMemoryBlobPlaces;
import dev.tenon.testkit.InMemoryBlobStore;
import dev.tenon.testkit.InMemoryStorage;
import dev.tenon.testkit.ListedStrength;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainInvoicePages;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainPdfPrinter;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.RecordingMailSender;
import dev.tenon.testkit.ScriptedProviders;
import dev.tenon.testkit.ScriptedReceiver;
import dev.tenon.testkit.SequentialIds;
import dev.tenon.webauthn.WebAuthnCeremonies;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole Tenon in memory, and the short ways to what tests start from. */
public final class TenonInMemory {

    public static final RequestOrigin ORIGIN = new RequestOrigin("request-1", "203.0.113.7", "test");
    public static final String EVENT_SECRET = "whsec_sandbox";
    private static final Pattern TOKEN = Pattern.compile("token=(tnm_[0-9A-Za-z]+)");

    public final InMemoryStorage storage = new InMemoryStorage();
    public final MovableClock clock = new MovableClock();
    public final FastPasswords passwords = new FastPasswords();
    public final RecordingMailSender mails = new RecordingMailSender();
    public final ScriptedReceiver webhooks = new ScriptedReceiver();
    public final InMemoryBlobStore blobs = new InMemoryBlobStore();
    public final InMemoryBlobPlaces otherBlobs = new InMemoryBlobPlaces();
    public final BankBook bank = new BankBook();
    public final PlainSecrets secrets = new PlainSecrets();
    public final SequentialIds ids = new SequentialIds();
    public final ScriptedProviders providers;
    public final Tenon tenon;
    public final Actor operator = Actor.operator("ana");
    public final Actor anonymous = Actor.anonymous(ORIGIN);

    /** One that knows no provider of accounts elsewhere. */
    public TenonInMemory() {
        this(new ScriptedProviders());
    }

    /** One that knows these providers, and keeps what they hand out. */
    public TenonInMemory(ScriptedProviders providers) {
        this.providers = providers;
        this.tenon = builder()
                .passkeyCeremonies(WebAuthnCeremonies.at(URI.create("https://tenon.example.org/")))
                .build();
    }

    /** How this house is built, for a test that needs it built otherwise over the same storage. */
    public TenonCore.Builder builder() {
        return TenonCore.builder()
                .storage(storage)
                .passwords(passwords)
                .mailTemplates(new PlainMailTemplates())
                .invoicePages(new PlainInvoicePages())
                .pdfPrinter(new PlainPdfPrinter())
                .passwordStrength(new ListedStrength())
                .ids(ids)
                .secrets(secrets)
                .timeCodes(new AuthenticatorApp())
                .clock(clock)
                .mailSender(mails)
                .webhookSender(webhooks)
                .blobStore(blobs)
                .blobPlaces(otherBlobs)
                .sandboxPayments(bank, EVENT_SECRET)
                .socialProviders(providers)
                .keepProviderTokens(true)
                .baseUrl(URI.create("https://tenon.example.org/"));
    }

    /** Runs every job until none finds anything to do. */
    public void runJobs() {
        int done;
        do {
            done = tenon.jobs().stream().mapToInt(BackgroundJob::run).sum();
        } while (done > 0);
    }

    /** The token in the last mail with one to this address. */
    public String mailedToken(String email) {
        runJobs();
        return mails.sent().stream()
                .filter(mail -> mail.recipient().value().equals(email))
                .map(mail -> TOKEN.matcher(mail.text()))
                .filter(Matcher::find)
                .map(found -> requireNonNull(found.group(1)))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("No token in the mails to " + email));
    }

    /** What the last mail to this address says. */
    public String lastMailTo(String email) {
        runJobs();
        return mails.sent().stream()
                .filter(mail -> mail.recipient().value().equals(email))
                .map(mail -> mail.text())
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("No mail to " + email));
    }

    /** A verified account, registered by the operator. */
    public Account anAccount(String email) {
        return tenon.accounts().register(operator, new Registration(email, PASSWORD).verified());
    }

    /** A person with a verified account and a session. */
    public Actor aPerson(String email) {
        anAccount(email);
        return signIn(email);
    }

    /** An administrator with a session. */
    public Actor anAdmin(String email) {
        tenon.accounts()
                .register(operator, new Registration(email, PASSWORD).verified().withRoles(Set.of(Role.ADMIN)));
        return signIn(email);
    }

    /** The person of a new session. */
    public Actor signIn(String email) {
        return authenticate(openSession(email)).actor();
    }

    /** Sets up an authenticator app for somebody who signs in with the password of all fixtures. */
    public RecoveryCodes withSecondFactor(Actor person) {
        String secret = tenon.secondFactors().enrol(person, PASSWORD).secret();
        return tenon.secondFactors().confirm(person, AuthenticatorApp.codeAt(secret, clock.instant()));
    }

    public OpenedSession openSession(String email) {
        return tenon.sessions().open(anonymous, new Credentials(email, PASSWORD));
    }

    public Authenticated authenticate(OpenedSession opened) {
        return tenon.sessions().authenticate(ORIGIN, opened.token().text());
    }

    /** The actions of the audit trail, oldest first. */
    public List<String> auditedActions() {
        List<String> newestFirst =
                tenon.auditTrail().list(operator, AuditFilter.all(), PageRequest.first(200)).items().stream()
                        .map(row -> row.entry().action())
                        .toList();
        return newestFirst.reversed();
    }

    public int accountCount() {
        return tenon.accounts()
                .list(operator, AccountFilter.all(), PageRequest.first(200))
                .items()
                .size();
    }
}
