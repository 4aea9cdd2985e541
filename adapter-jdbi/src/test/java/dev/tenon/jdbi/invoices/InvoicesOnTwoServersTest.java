package dev.tenon.jdbi.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.audit.AuditCapability;
import dev.tenon.core.documents.DocumentsCapability;
import dev.tenon.core.invoices.InvoicesCapability;
import dev.tenon.core.invoices.InvoicesCapability.Printing;
import dev.tenon.core.kernel.Changes;
import dev.tenon.core.kernel.Invoicing.Charge;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.UsageRecorder;
import dev.tenon.core.notifications.NotificationsCapability;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two servers over one database, and threads that finalize; then what is left is counted. */
class InvoicesOnTwoServersTest {

    private static final int THREADS = 50;
    private static final int EACH = 20;
    private static final Currency USD = Currency.getInstance("USD");

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    /** One server. */
    private record Server(Storage storage, Kernel kernel, InvoicesCapability invoices) {}

    private List<HikariDataSource> pools = List.of();
    private List<Server> servers = List.of();

    @BeforeEach
    void start() {
        pools = List.of(DATABASE.newPool(30), DATABASE.newPool(30));
        servers = pools.stream().map(InvoicesOnTwoServersTest::server).toList();
    }

    @AfterEach
    void stop() {
        pools.forEach(HikariDataSource::close);
    }

    @Test
    void numbers_have_no_gap_after_a_thousand_finalizations_of_which_some_roll_back() {
        List<Subscription> subscriptions =
                IntStream.range(0, THREADS).mapToObj(number -> subscribed()).toList();

        Race.of(THREADS, thread -> {
            SplittableRandom random = new SplittableRandom(thread);
            for (int turn = 0; turn < EACH; turn++) {
                charge(servers.get(turn % 2), subscriptions.get(thread), turn, random.nextInt(3) == 0);
            }
            return true;
        });

        List<Long> numbers =
                everyInvoice().stream().map(Invoice::number).sorted().toList();
        assertThat(numbers).hasSizeBetween(500, 900);
        assertThat(numbers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers.size()).boxed().toList());
    }

    @Test
    void M2_of_forty_charges_for_one_period_one_is_an_invoice_that_all_are_given() {
        Subscription subscription = subscribed();
        long before = everyInvoice().size();

        List<Invoice> charged = Race.of(40, number -> {
            Server server = servers.get(number % 2);
            Instant now = subscription.createdAt();
            return server.kernel()
                    .changes()
                    .commit(
                            Actor.system("test"),
                            now,
                            change -> server.invoices()
                                    .invoicing()
                                    .charge(change, chargeOf(subscription, InvoiceKind.SUBSCRIPTION_CYCLE, 0)));
        });

        assertThat(charged.stream().map(Invoice::id).distinct()).hasSize(1);
        assertThat(everyInvoice()).hasSize((int) before + 1);
    }

    private static void charge(Server server, Subscription subscription, int turn, boolean failing) {
        try {
            server.kernel().changes().commit(Actor.system("test"), subscription.createdAt(), change -> {
                Invoice invoice = server.invoices()
                        .invoicing()
                        .charge(change, chargeOf(subscription, InvoiceKind.SUBSCRIPTION_UPDATE, turn));
                if (failing) {
                    throw new FailsOnPurpose();
                }
                return invoice;
            });
        } catch (FailsOnPurpose rolledBack) {
            assertThat(failing).isTrue();
        }
    }

    private static final class FailsOnPurpose extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static Charge chargeOf(Subscription subscription, InvoiceKind kind, int turn) {
        Instant start = subscription.createdAt().plusSeconds(turn);
        Instant end = start.plusSeconds(1);
        return new Charge(
                subscription.userId(),
                null,
                subscription.id(),
                kind,
                start,
                end,
                List.of(InvoiceLine.of("Standard", new Money(1_000 + turn, USD), start, end)));
    }

    private List<Invoice> everyInvoice() {
        List<Invoice> all = new ArrayList<>();
        @Nullable Position next = null;
        do {
            Page<Invoice> page =
                    servers.get(0).storage().invoices().list(InvoiceFilter.all(), new PageRequest(200, next));
            all.addAll(page.items());
            next = page.nextPosition();
        } while (next != null);
        return all;
    }

    private Subscription subscribed() {
        Storage storage = servers.get(0).storage();
        Account account = Fixtures.anAccount();
        Subscription subscription = Fixtures.aSubscription(
                account.id(), storage.plans().findByName("Standard").orElseThrow());
        storage.unitOfWork().run(() -> {
            storage.accounts().insertIfAbsent(account, "{fast}hash");
            storage.subscriptions().insert(subscription);
            return true;
        });
        return subscription;
    }

    private static Server server(HikariDataSource pool) {
        Storage storage = JdbiStorage.of(pool);
        TimeOrderedIds ids = new TimeOrderedIds();
        PlainSecrets secrets = new PlainSecrets();
        URI baseUrl = URI.create("https://tenon.example.org/");
        UsageRecorder usage = new UsageRecorder(storage.usage(), ids);
        Changes changes = new Changes(
                storage.unitOfWork(),
                storage.idempotency(),
                AuditCapability.chain(storage.audit(), storage.deliveries(), ids),
                NotificationsCapability.outbox(storage.emails(), ids, secrets),
                NotificationsCapability.notifier(storage.notifications(), ids, baseUrl),
                secrets,
                usage);
        Kernel kernel = new Kernel(storage, changes, ids, secrets, InstantSource.system(), usage);
        return new Server(
                storage,
                kernel,
                InvoicesCapability.of(
                        kernel,
                        BillingPolicy.standard(),
                        new Printing(null, null, Locale.ENGLISH, baseUrl),
                        DocumentsCapability.withoutBlobs(),
                        List.of()));
    }
}
