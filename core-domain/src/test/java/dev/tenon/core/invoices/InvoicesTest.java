package dev.tenon.core.invoices;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonCore;
import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFile;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceFormat;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.Invoices;
import dev.tenon.ports.invoices.NewCreditNote;
import dev.tenon.ports.invoices.NewInvoice;
import dev.tenon.ports.invoices.NewInvoiceLine;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.ListedStrength;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.SequentialIds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invoices as people and staff have to do with them. */
class InvoicesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final UUID NOBODYS = UUID.fromString("01920000-ffff-7000-8000-000000000001");
    private static final PageRequest PAGE = PageRequest.first(50);

    private final TenonInMemory house = new TenonInMemory();
    private final Tenon tenon = house.tenon;
    private final Actor operator = house.operator;
    private Actor ana = house.anonymous;
    private Actor ben = house.anonymous;
    private SubscriptionId subscription = new SubscriptionId(Fixtures.anId());

    @BeforeEach
    void subscribe() {
        Account account = house.anAccount("ana@example.org");
        subscription = house.storage
                .subscriptions()
                .findLive(account.id())
                .orElseThrow()
                .id();
        ana = house.signIn("ana@example.org");
        ben = house.aPerson("ben@example.org");
        house.runJobs();
    }

    @Test
    void a_draft_is_written_rewritten_and_finalized_and_then_asked_for() {
        Invoice draft = draft(1_000, -200);
        assertThat(draft.total()).isEqualTo(eur(800));
        assertThat(draft.number()).isNull();

        Invoice rewritten = invoices()
                .rewrite(
                        operator,
                        draft.id(),
                        List.of(new NewInvoiceLine("Setting up", 3, eur(1_000), null, null)),
                        Expected.revision(draft.revision()));
        Invoice asked = invoices().finalizeDraft(operator, draft.id());

        assertThat(rewritten.total()).isEqualTo(eur(3_000));
        assertThat(rewritten.revision()).isEqualTo(draft.revision() + 1);
        assertThat(asked.status()).isEqualTo(InvoiceStatus.PENDING);
        assertThat(asked.reference()).isEqualTo("INV-000001");
        assertThat(house.lastMailTo("ana@example.org")).contains("INV-000001", "30.00 EUR");
        assertThat(house.auditedActions())
                .containsSubsequence("invoice.drafted", "invoice.updated", "invoice.finalized");
        assertRefused(InvoiceRefusal.NOT_A_DRAFT, () -> invoices().finalizeDraft(operator, draft.id()));
        assertRefused(InvoiceRefusal.NOT_A_DRAFT, () -> invoices().delete(operator, draft.id()));
        assertRefused(
                InvoiceRefusal.NOT_A_DRAFT,
                () -> invoices().rewrite(operator, draft.id(), List.of(line(1)), Expected.any()));
    }

    @Test
    void a_rewriting_of_what_somebody_else_rewrote_is_refused() {
        Invoice draft = draft(1_000);
        invoices().rewrite(operator, draft.id(), List.of(line(2)), Expected.any());

        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> invoices().rewrite(operator, draft.id(), List.of(line(3)), Expected.revision(draft.revision())));
    }

    @Test
    void a_draft_that_is_deleted_leaves_no_gap() {
        Invoice draft = draft(1_000);

        invoices().delete(operator, draft.id());

        assertRefused(InvoiceRefusal.NOT_FOUND, () -> invoices().get(operator, draft.id()));
        assertThat(finalized(500).number()).isEqualTo(1);
    }

    @Test
    void people_see_their_own_and_no_drafts() {
        Invoice draft = draft(1_000);
        Invoice asked = finalized(2_000);

        assertThat(list(ana, InvoiceFilter.mine())).containsExactly(asked.id());
        assertThat(list(ana, InvoiceFilter.mine().in(InvoiceStatus.DRAFT))).isEmpty();
        assertThat(invoices().get(ana, asked.id())).isEqualTo(asked);
        assertRefused(InvoiceRefusal.NOT_FOUND, () -> invoices().get(ana, draft.id()));
        assertThat(list(ben, InvoiceFilter.mine())).isEmpty();
        assertRefused(InvoiceRefusal.NOT_FOUND, () -> invoices().get(ben, asked.id()));
        assertRefused(InvoiceRefusal.NOT_FOUND, () -> invoices().creditNotes(ben, asked.id()));
        assertRefused(InvoiceRefusal.NOT_FOUND, () -> invoices().file(ben, asked.id(), InvoiceFormat.HTML));
        assertRefused(RequestRefusal.FORBIDDEN, () -> list(ben, InvoiceFilter.all()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> list(ben, InvoiceFilter.of(asked.userId())));
        assertThat(list(operator, InvoiceFilter.all())).containsExactly(asked.id(), draft.id());
        assertThat(list(operator, InvoiceFilter.of(asked.userId()))).containsExactly(asked.id(), draft.id());
    }

    @Test
    void only_staff_write_and_nobody_in_another_name() {
        Invoice asked = finalized(2_000);

        assertRefused(
                RequestRefusal.FORBIDDEN, () -> invoices().draft(ana, new NewInvoice(subscription, List.of(line(1)))));
        assertRefused(RequestRefusal.FORBIDDEN, () -> invoices().withdraw(ana, asked.id()));
        assertRefused(InvoiceRefusal.NOT_FOUND, () -> invoices().withdraw(ben, asked.id()));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> invoices().withdraw(house.anonymous, asked.id()));
        Actor admin = house.anAdmin("root@example.org").impersonatedBy(Fixtures.aUserId());
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> invoices().withdraw(admin, asked.id()));
    }

    @Test
    void a_key_reads_with_its_scope_alone() {
        Invoice asked = finalized(2_000);
        Actor without = Actor.keyOf(
                asked.userId(), new ApiKeyId(Fixtures.anId()), Set.of("profile:read"), TenonInMemory.ORIGIN);
        Actor with = Actor.keyOf(
                asked.userId(), new ApiKeyId(Fixtures.anId()), Set.of("billing:read"), TenonInMemory.ORIGIN);

        assertRefused(RequestRefusal.FORBIDDEN, () -> invoices().get(without, asked.id()));
        assertThat(invoices().get(with, asked.id())).isEqualTo(asked);
        assertThat(list(with, InvoiceFilter.mine())).containsExactly(asked.id());
    }

    @Test
    void what_is_void_is_asked_for_no_more() {
        Invoice asked = finalized(2_000);
        Invoice draft = draft(100);

        Invoice gone = invoices().withdraw(operator, asked.id());

        assertThat(gone.status()).isEqualTo(InvoiceStatus.VOID);
        assertThat(gone.amountDue()).isEqualTo(eur(0));
        assertThat(gone.number()).as("the number stays used").isEqualTo(1);
        assertRefused(InvoiceRefusal.NOT_OPEN, () -> invoices().withdraw(operator, asked.id()));
        assertRefused(InvoiceRefusal.NOT_OPEN, () -> invoices().giveUp(operator, asked.id()));
        assertRefused(InvoiceRefusal.STILL_A_DRAFT, () -> invoices().withdraw(operator, draft.id()));
        assertRefused(InvoiceRefusal.STILL_A_DRAFT, () -> invoices().giveUp(operator, draft.id()));
        assertRefused(
                InvoiceRefusal.STILL_A_DRAFT,
                () -> invoices().credit(operator, draft.id(), new NewCreditNote(null, null)));
        assertRefused(
                InvoiceRefusal.MORE_THAN_CHARGED,
                () -> invoices().credit(operator, asked.id(), new NewCreditNote(null, null)));
    }

    @Test
    void a_credit_note_lowers_first_what_is_to_be_paid() {
        Invoice asked = finalized(2_000);

        CreditNote part = invoices().credit(operator, asked.id(), new NewCreditNote(eur(500), "Late"));
        Invoice less = invoices().get(ana, asked.id());
        assertRefused(
                InvoiceRefusal.MORE_THAN_CHARGED,
                () -> invoices().credit(operator, asked.id(), new NewCreditNote(eur(1_501), null)));
        CreditNote rest = invoices().credit(operator, asked.id(), new NewCreditNote(null, null));

        assertThat(part.reference()).isEqualTo("CN-000001");
        assertThat(part.kept()).isEqualTo(eur(0));
        assertThat(less.amountDue()).isEqualTo(eur(1_500));
        assertThat(rest.total()).isEqualTo(eur(1_500));
        assertThat(invoices().get(ana, asked.id()).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(invoices().creditNotes(ana, asked.id())).containsExactly(part, rest);
        assertThat(invoices().creditNote(ana, asked.id(), part.id())).isEqualTo(part);
        assertRefused(
                InvoiceRefusal.CREDIT_NOTE_NOT_FOUND,
                () -> invoices().creditNote(ana, asked.id(), new CreditNoteId(NOBODYS)));
        Invoice other = finalized(100);
        assertRefused(InvoiceRefusal.CREDIT_NOTE_NOT_FOUND, () -> invoices().creditNote(ana, other.id(), part.id()));
    }

    @Test
    void what_an_organization_pays_is_seen_by_who_runs_it_alone() {
        Actor eve = house.aPerson("eve@example.org");
        OrganizationId acme = house.storage.organizationFixture().found(id(ana));
        house.storage.organizationFixture().join(acme, id(ben), MemberRole.MEMBER);
        PlanId standard =
                house.storage.plans().findByName("Standard").orElseThrow().id();
        tenon.subscriptions().start(ana, new NewSubscription(standard, null, acme, false, null));
        Invoice invoice = tenon.invoices()
                .list(operator, InvoiceFilter.of(acme), PAGE)
                .items()
                .get(0);

        assertThat(invoice.subject()).isEqualTo(acme);
        assertThat(list(ana, InvoiceFilter.of(acme))).containsExactly(invoice.id());
        assertThat(list(ana, InvoiceFilter.mine())).isEmpty();
        assertRefused(RequestRefusal.FORBIDDEN, () -> list(ben, InvoiceFilter.of(acme)));
        assertRefused(InvoiceRefusal.NOT_FOUND, () -> invoices().get(ben, invoice.id()));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> list(eve, InvoiceFilter.of(acme)));
        assertRefused(InvoiceRefusal.NOT_FOUND, () -> invoices().get(eve, invoice.id()));
        house.storage.organizationFixture().join(acme, id(ben), MemberRole.ADMIN);
        assertThat(invoices().get(ben, invoice.id())).isEqualTo(invoice);
    }

    @Test
    void M4_an_invoice_outlives_who_was_erased_and_names_nobody() {
        Invoice asked = finalized(2_000);
        assertRefused(AccountRefusal.ERASURE_BLOCKED, () -> tenon.personalData().erase(operator, asked.userId(), null));
        invoices().credit(operator, asked.id(), new NewCreditNote(null, null));

        tenon.personalData().erase(operator, asked.userId(), null);

        assertThat(invoices().get(operator, asked.id()).lines()).isEqualTo(asked.lines());
        assertThat(invoices().creditNotes(operator, asked.id())).hasSize(1);
        assertThat(text(invoices().file(operator, asked.id(), InvoiceFormat.HTML)))
                .contains(asked.userId().toString(), "INV-000001")
                .doesNotContain("ana@example.org");
    }

    @Test
    void refuses_lines_that_are_none() {
        Money dollar = new Money(1, Currency.getInstance("USD"));

        assertThat(wrong(List.of())).containsExactly("/lines");
        assertThat(wrong(Collections.nCopies(101, line(1)))).containsExactly("/lines");
        assertThat(wrong(List.of(
                        new NewInvoiceLine(" ", 0, eur(1), null, null),
                        new NewInvoiceLine("x\ny", 1_000_001, dollar, house.clock.instant(), null),
                        new NewInvoiceLine("x", 1_000_000, eur(100_001), null, null))))
                .containsExactly(
                        "/lines/0/description",
                        "/lines/0/quantity",
                        "/lines/1/description",
                        "/lines/1/quantity",
                        "/lines/1/unitAmount/currency",
                        "/lines/1/periodEnd",
                        "/lines/2/unitAmount/amount");
        assertRefused(
                SubscriptionRefusal.NOT_FOUND,
                () -> invoices().draft(operator, new NewInvoice(new SubscriptionId(NOBODYS), List.of(line(1)))));
    }

    @Test
    void refuses_credit_notes_of_another_currency_and_of_nothing() {
        Invoice asked = finalized(2_000);
        NewCreditNote dollars = new NewCreditNote(new Money(1, Currency.getInstance("USD")), null);

        assertRefused(RequestRefusal.INVALID, () -> invoices().credit(operator, asked.id(), dollars));
        assertRefused(
                RequestRefusal.INVALID, () -> invoices().credit(operator, asked.id(), new NewCreditNote(eur(0), null)));
        assertRefused(
                RequestRefusal.INVALID,
                () -> invoices().credit(operator, asked.id(), new NewCreditNote(eur(1), "a\nb")));
    }

    @Test
    void people_read_it_in_their_language_with_who_sells_and_who_buys() {
        Invoice asked = finalized(2_000);
        tenon.settings().put(ana, asked.userId(), "language", JsonText.of("\"de\""), Expected.any());

        InvoiceFile page = invoices().file(ana, asked.id(), InvoiceFormat.HTML);
        InvoiceFile pdf = invoices().file(operator, asked.id(), InvoiceFormat.PDF);
        CreditNote note = invoices().credit(operator, asked.id(), new NewCreditNote(eur(1), null));
        InvoiceFile notes = invoices().creditNoteFile(ana, asked.id(), note.id(), InvoiceFormat.HTML);

        assertThat(page.name()).isEqualTo("INV-000001.html");
        assertThat(text(page))
                .contains("Tenon", "ana@example.org", "INV-000001", "20.00 EUR", "Setting up", "[de, en]");
        assertThat(pdf.name()).isEqualTo("INV-000001.pdf");
        assertThat(text(pdf)).startsWith("%PDF-");
        assertThat(notes.name()).isEqualTo("CN-000001.html");
        assertThat(text(notes)).contains("CN-000001", "0.01 EUR");
    }

    @Test
    void where_nothing_lays_invoices_out_they_are_told_as_data_alone() {
        Invoice asked = finalized(2_000);
        Tenon plain = house.builder().build();
        Tenon bare = TenonCore.builder()
                .storage(house.storage)
                .passwords(house.passwords)
                .mailTemplates(new PlainMailTemplates())
                .passwordStrength(new ListedStrength())
                .ids(new SequentialIds())
                .secrets(house.secrets)
                .clock(house.clock)
                .timeCodes(new AuthenticatorApp())
                .build();

        assertThat(plain.invoices()
                        .file(operator, asked.id(), InvoiceFormat.PDF)
                        .bytes())
                .isNotEmpty();
        assertRefused(
                InvoiceRefusal.NOT_PRINTABLE, () -> bare.invoices().file(operator, asked.id(), InvoiceFormat.HTML));
    }

    private static UserId id(Actor person) {
        return person.person().orElseThrow();
    }

    private Invoices invoices() {
        return tenon.invoices();
    }

    private List<String> wrong(List<NewInvoiceLine> lines) {
        return Assertions.catchThrowableOfType(
                        Refusal.class, () -> invoices().draft(operator, new NewInvoice(subscription, lines)))
                .errors()
                .stream()
                .map(FieldError::pointer)
                .toList();
    }

    private Invoice draft(long... amounts) {
        List<NewInvoiceLine> lines =
                Arrays.stream(amounts).mapToObj(InvoicesTest::line).toList();
        return invoices().draft(operator, new NewInvoice(subscription, lines));
    }

    private Invoice finalized(long amount) {
        return invoices().finalizeDraft(operator, draft(amount).id());
    }

    private List<InvoiceId> list(Actor actor, InvoiceFilter filter) {
        return invoices().list(actor, filter, PAGE).items().stream()
                .map(Invoice::id)
                .toList();
    }

    private static String text(InvoiceFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }

    private static NewInvoiceLine line(long minor) {
        return NewInvoiceLine.of("Setting up", eur(minor));
    }

    private static Money eur(long minor) {
        return new Money(minor, EUR);
    }
}
