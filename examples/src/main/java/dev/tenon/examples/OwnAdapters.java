package dev.tenon.examples;

import dev.tenon.core.TenonCore;
import dev.tenon.crypto.BcryptPasswords;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.payments.NewPaymentMethod;
import dev.tenon.ports.payments.spi.PaymentGateway;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.testkit.InMemoryStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tenon without a database, without a mail server and without a payment provider: everything is kept in memory, and what speaks to the
 * world is the program's own. Needs nothing, so it is good for trying Tenon out, and a shape for the unit tests of an application.
 *
 * <pre>{@code
 * java dev.tenon.examples.OwnAdapters
 * }</pre>
 */
public final class OwnAdapters {

    private static final String PASSWORD = "correct horse battery staple";

    private OwnAdapters() {}

    public static void main(String[] arguments) throws IOException {
        walk().forEach(System.out::println);
    }

    /** Mails go to a board that everybody can read. */
    static final class Board implements MailSender {

        private final List<String> notes = new ArrayList<>();

        @Override
        public synchronized void send(OutgoingMail mail) {
            notes.add("mail to " + mail.recipient() + ": " + mail.subject());
        }

        synchronized List<String> notes() {
            return List.copyOf(notes);
        }
    }

    /** File contents lie on shelves, a small file on each. */
    static final class Shelves implements BlobStore {

        private static final int LARGEST = 1 << 20;

        private final Map<BlobKey, byte[]> shelves = new ConcurrentHashMap<>();

        @Override
        public StoredBlob put(BlobKey key, InputStream content) throws IOException {
            byte[] bytes = content.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("A shelf takes a mebibyte at most");
            }
            if (shelves.putIfAbsent(key, bytes) != null) {
                throw new FileAlreadyExistsException(key.toString());
            }
            return new StoredBlob(key, bytes.length, sha256(bytes));
        }

        @Override
        public InputStream read(BlobKey key, long offset, long length) throws IOException {
            byte @Nullable [] bytes = shelves.get(key);
            if (bytes == null) {
                throw new NoSuchFileException(key.toString());
            }
            int from = (int) Math.min(offset, bytes.length);
            return new ByteArrayInputStream(bytes, from, (int) Math.min(length, bytes.length - from));
        }

        @Override
        public Optional<Long> size(BlobKey key) {
            return Optional.ofNullable(shelves.get(key)).map(bytes -> (long) bytes.length);
        }

        @Override
        public void delete(BlobKey key) {
            shelves.remove(key);
        }

        @Override
        public Stream<BlobKey> keys() {
            return List.copyOf(shelves.keySet()).stream();
        }

        private static String sha256(byte[] bytes) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }
    }

    /** Who pays with a voucher pays until it is used up. Money goes back onto the voucher that it came from. */
    static final class Vouchers implements PaymentGateway {

        private final Map<String, Long> left = new ConcurrentSkipListMap<>();
        private final Map<String, ChargeOutcome> charges = new ConcurrentHashMap<>();
        private final Map<String, ChargeOrder> paid = new ConcurrentHashMap<>();
        private final Map<String, RefundOutcome> refunds = new ConcurrentHashMap<>();

        synchronized void issue(String voucher, long minorUnits) {
            left.put(voucher, minorUnits);
        }

        synchronized long left(String voucher) {
            return left.getOrDefault(voucher, 0L);
        }

        @Override
        public String name() {
            return "voucher";
        }

        @Override
        public synchronized Optional<KeptMethod> keep(String key, String token) {
            return left.containsKey(token) ? Optional.of(new KeptMethod(token, "Voucher " + token)) : Optional.empty();
        }

        @Override
        public void forget(String method) {
            // A voucher stays worth what is left of it.
        }

        /** Asked again under the same key, it answers as before and takes nothing more. */
        @Override
        public synchronized ChargeOutcome charge(ChargeOrder order) {
            return charges.computeIfAbsent(order.key(), key -> {
                Money amount = order.amount();
                if (left(order.method()) < amount.minor()) {
                    return new ChargeOutcome.DeclinedHard(null, "used-up");
                }
                left.merge(order.method(), -amount.minor(), Long::sum);
                paid.put(key, order);
                return new ChargeOutcome.Succeeded(key);
            });
        }

        @Override
        public Optional<ChargeOutcome> find(ChargeQuestion question) {
            return Optional.ofNullable(charges.get(question.key()));
        }

        @Override
        public Optional<ChargeOutcome> withdraw(ChargeQuestion question) {
            return find(question);
        }

        @Override
        public synchronized RefundOutcome refund(RefundOrder order) {
            return refunds.computeIfAbsent(order.key(), key -> {
                ChargeOrder charged = paid.get(order.charge());
                if (charged == null) {
                    return new RefundOutcome.Refused("unknown-charge");
                }
                left.merge(charged.method(), order.amount().minor(), Long::sum);
                return new RefundOutcome.Succeeded(key);
            });
        }
    }

    /** Registers Ana, stores a file for her and sells her a plan; returns a line for each thing that was done. */
    static List<String> walk() throws IOException {
        Board board = new Board();
        Shelves shelves = new Shelves();
        Vouchers vouchers = new Vouchers();
        Tenon tenon = TenonCore.builder()
                .storage(new InMemoryStorage())
                .passwords(new BcryptPasswords(10))
                .mailSender(board)
                .blobStore(shelves)
                .paymentGateway(vouchers)
                .build();
        List<String> done = new ArrayList<>();

        Account account = tenon.accounts()
                .register(Actor.system("example"), new Registration("ana@example.org", PASSWORD).verified());
        RequestOrigin here = RequestOrigin.inProcess();
        String token = tenon.sessions()
                .open(Actor.anonymous(here), new Credentials(account.email().value(), PASSWORD))
                .token()
                .text();
        Actor ana = tenon.sessions().authenticate(here, token).actor();
        done.add("registered " + account.email().value());

        byte[] content = "hello".getBytes(StandardCharsets.UTF_8);
        Document document = tenon.documents()
                .upload(
                        ana,
                        new NewDocument("hello.txt", null, (long) content.length, new ByteArrayInputStream(content)));
        done.add("stored " + document.fileName() + " on shelf 1 of " + shelves.shelves.size());

        Plan plan = tenon.plans().list(ana).stream()
                .filter(offered -> offered.name().equals("Standard"))
                .findFirst()
                .orElseThrow();
        long price = plan.price().minor();
        vouchers.issue("bees-2026", price + 100);
        tenon.paymentMethods().add(ana, new NewPaymentMethod(null, null, "bees-2026", true));
        tenon.subscriptions().start(ana, NewSubscription.to(plan.id()));
        tenon.jobs().forEach(BackgroundJob::run);
        done.add("plan " + tenon.entitlements().of(ana).planName() + ", the invoice is "
                + tenon.invoices()
                        .list(ana, InvoiceFilter.mine(), PageRequest.first(10))
                        .items()
                        .getFirst()
                        .status());
        done.add(vouchers.left("bees-2026") + " cents left on the voucher");

        tenon.jobs().forEach(BackgroundJob::run);
        done.addAll(board.notes());
        return done;
    }
}
