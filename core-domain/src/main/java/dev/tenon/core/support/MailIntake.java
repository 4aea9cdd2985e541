package dev.tenon.core.support;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.support.NewTicket;
import dev.tenon.ports.support.NewTicketMessage;
import dev.tenon.ports.support.ReceivedMail;
import dev.tenon.ports.support.ReceivedMail.DropReason;
import dev.tenon.ports.support.ReceivedMail.Outcome;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.support.TicketRefusal;
import dev.tenon.ports.support.spi.IncomingMail;
import dev.tenon.ports.support.spi.MailReader;
import dev.tenon.ports.support.spi.MailReader.UnreadableMail;
import dev.tenon.ports.support.spi.TicketStore;
import dev.tenon.ports.support.spi.TicketStore.TicketMail;
import dev.tenon.ports.support.spi.TicketStore.Way;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes tickets and messages of mails that people wrote. */
final class MailIntake {

    /** A mail is held in memory several times while it is read. */
    private static final int READ_AT_ONCE = 2;

    private static final Duration SHORT_WAIT = Duration.ofSeconds(5);
    private static final Pattern NUMBER = Pattern.compile("\\[#([0-9]{1,18})]");

    private final Kernel kernel;
    private final TicketStore tickets;
    private final TicketWriting writing;
    private final TicketNews news;
    private final MailFiles files;
    private final @Nullable MailReader reader;
    private final @Nullable EmailAddress address;
    private final Semaphore reading = new Semaphore(READ_AT_ONCE);
    private final LongAdder taken = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    MailIntake(
            Kernel kernel,
            TicketWriting writing,
            TicketNews news,
            MailFiles files,
            @Nullable MailReader reader,
            @Nullable EmailAddress address) {
        this.kernel = kernel;
        this.tickets = kernel.storage().tickets();
        this.writing = writing;
        this.news = news;
        this.files = files;
        this.reader = reader;
        this.address = address;
    }

    /** Where a mail belongs: to a ticket, as one of its two sides, or to none yet. */
    private record Target(@Nullable SupportTicket ticket, boolean asStaff) {}

    /** Another server has taken the same mail meanwhile: what was begun for it is rolled back. */
    private static final class TakenMeanwhile extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TakenMeanwhile() {
            super("The mail was taken meanwhile", null, false, false);
        }
    }

    /** How many mails became tickets or messages. */
    long taken() {
        return taken.sum();
    }

    /** How many mails were dropped. */
    long dropped() {
        return dropped.sum();
    }

    ReceivedMail receive(Actor actor, InputStream raw) {
        if (reader == null) {
            throw TicketRefusal.MAIL_UNAVAILABLE.refusal().withRetryAfter(Duration.ofMinutes(10));
        }
        if (!reading.tryAcquire()) {
            throw RequestRefusal.BUSY.because("Other mails are being read.").withRetryAfter(SHORT_WAIT);
        }
        try {
            byte[] bytes = bytes(raw);
            IncomingMail mail = read(reader, bytes);
            return take(actor, mail, messageId(mail, bytes));
        } finally {
            reading.release();
        }
    }

    private static byte[] bytes(InputStream raw) {
        byte[] bytes;
        try {
            bytes = raw.readNBytes(SupportTickets.LARGEST_MAIL + 1);
        } catch (IOException brokenOff) {
            throw TicketRefusal.MAIL_UNREADABLE.because("It broke off.").withCause(brokenOff);
        }
        if (bytes.length > SupportTickets.LARGEST_MAIL) {
            throw TicketRefusal.MAIL_TOO_LARGE.because("It has more than " + SupportTickets.LARGEST_MAIL + " bytes.");
        }
        return bytes;
    }

    private static IncomingMail read(MailReader reader, byte[] bytes) {
        try {
            return reader.read(bytes);
        } catch (UnreadableMail unreadable) {
            throw TicketRefusal.MAIL_UNREADABLE.because(String.valueOf(unreadable.getMessage()));
        }
    }

    /** A mail without a Message-ID is known by what is in it. */
    private String messageId(IncomingMail mail, byte[] bytes) {
        if (mail.messageId() != null) {
            return mail.messageId();
        }
        try {
            return "<" + kernel.secrets().sha256(new ByteArrayInputStream(bytes)) + "@mail.invalid>";
        } catch (IOException impossible) {
            throw new IllegalStateException("Bytes in memory can be read", impossible);
        }
    }

    private ReceivedMail take(Actor actor, IncomingMail mail, String messageId) {
        Optional<ReceivedMail> known = known(messageId);
        if (known.isPresent()) {
            return known.get();
        }
        if (mail.isAutomatic() || mail.isBulk()) {
            return dropped(mail.isAutomatic() ? DropReason.AUTOMATIC : DropReason.BULK);
        }
        Optional<EmailAddress> from = Optional.ofNullable(mail.from()).flatMap(EmailAddress::parse);
        if (from.isPresent() && from.get().equals(address)) {
            return dropped(DropReason.OWN);
        }
        Account sender = from.flatMap(kernel.storage().accounts()::findByEmail)
                .filter(account -> account.isActive() && account.emailVerified())
                .orElseThrow(TicketRefusal.SENDER_UNKNOWN::refusal);
        Target target = target(mail, sender.id());
        MailFiles.Kept kept = files.keep(actor, sender.id(), mail.files());
        String text = text(mail, kept);
        try {
            ReceivedMail received = target.ticket() == null
                    ? open(actor, mail, messageId, sender.id(), text, kept)
                    : add(actor, messageId, sender.id(), target, text, kept);
            taken.increment();
            return received;
        } catch (TakenMeanwhile taken) {
            files.discard(kept);
            return known(messageId).orElseThrow(RequestRefusal.BUSY::refusal);
        } catch (RuntimeException failure) {
            files.discard(kept);
            throw failure;
        }
    }

    private Optional<ReceivedMail> known(String messageId) {
        return tickets.mails(List.of(messageId)).stream().findFirst().map(mail -> {
            boolean isOurs = mail.way() == Way.TO_PERSON || mail.way() == Way.TO_STAFF;
            return isOurs
                    ? dropped(DropReason.OWN)
                    : new ReceivedMail(
                            Outcome.REPEATED,
                            tickets.find(mail.ticketId())
                                    .map(SupportTicket::asSeenByPerson)
                                    .orElse(null),
                            null,
                            List.of());
        });
    }

    private ReceivedMail dropped(DropReason why) {
        dropped.increment();
        return new ReceivedMail(Outcome.DROPPED, null, why, List.of());
    }

    // ---- where it belongs

    /**
     * Who answers one of our mails has had it: as the person if it went to the person, as the staff if it went to the staff. The number in
     * a subject proves nothing, so with it alone only who asked there adds anything.
     */
    private Target target(IncomingMail mail, UserId sender) {
        List<TicketMail> answered = tickets.mails(mail.references()).stream()
                .filter(each -> each.way() == Way.TO_PERSON || each.way() == Way.TO_STAFF)
                .sorted(Comparator.comparingInt(each -> mail.references().indexOf(each.messageId())))
                .toList();
        for (TicketMail each : answered) {
            SupportTicket ticket = tickets.find(each.ticketId()).orElse(null);
            if (ticket != null && ticket.userId().equals(sender)) {
                return new Target(ticket, false);
            }
            if (ticket != null && each.way() == Way.TO_STAFF && TicketNews.isStaff(kernel, sender)) {
                return new Target(ticket, true);
            }
        }
        if (!answered.isEmpty()) {
            throw TicketRefusal.SENDER_UNKNOWN.because("It answers a mail that its sender was not sent.");
        }
        return new Target(numbered(mail.subject(), sender), false);
    }

    private @Nullable SupportTicket numbered(@Nullable String subject, UserId sender) {
        Matcher number = NUMBER.matcher(subject == null ? "" : subject);
        return number.find()
                ? tickets.find(Long.parseLong(number.group(1)))
                        .filter(ticket -> ticket.userId().equals(sender))
                        .orElse(null)
                : null;
    }

    // ---- what it becomes

    private static String text(IncomingMail mail, MailFiles.Kept kept) {
        String leftOut = kept.leftOut().isEmpty()
                ? ""
                : "\n\n[Left out: " + TicketTexts.clean(String.join(", ", kept.leftOut())) + "]";
        String said = TicketTexts.asText(QuotedText.cut(mail.text()), TicketTexts.bytes(leftOut));
        return (said + leftOut).strip();
    }

    private ReceivedMail open(
            Actor actor, IncomingMail mail, String messageId, UserId sender, String text, MailFiles.Kept kept) {
        NewTicket wanted =
                new NewTicket(TicketTexts.asSubject(mail.subject()), text.isEmpty() ? null : text, kept.ids());
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            writing.lockPeople(actor, sender);
            SupportTicket ticket = writing.open(change, sender, wanted);
            note(change, messageId, ticket, Way.FROM_PERSON);
            news.received(change, ticket);
            return new ReceivedMail(Outcome.OPENED, ticket.asSeenByPerson(), null, kept.leftOut());
        });
    }

    private ReceivedMail add(
            Actor actor, String messageId, UserId sender, Target target, String text, MailFiles.Kept kept) {
        SupportTicket seen = target.ticket() == null ? missing() : target.ticket();
        NewTicketMessage wanted = new NewTicketMessage(text.isEmpty() ? "(no text)" : text, false, kept.ids());
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            writing.lockPeople(actor, seen.userId(), sender);
            SupportTicket ticket = tickets.lock(seen.id()).orElseThrow(TicketRefusal.NOT_FOUND::refusal);
            note(change, messageId, ticket, target.asStaff() ? Way.FROM_STAFF : Way.FROM_PERSON);
            writing.add(change, ticket, sender, wanted);
            SupportTicket added = tickets.find(ticket.id()).orElse(ticket);
            return new ReceivedMail(Outcome.ADDED, added.asSeenByPerson(), null, kept.leftOut());
        });
    }

    private static SupportTicket missing() {
        throw TicketRefusal.NOT_FOUND.refusal();
    }

    private void note(Change change, String messageId, SupportTicket ticket, Way way) {
        if (!tickets.insert(new TicketMail(messageId, ticket.id(), way, change.now()))) {
            throw new TakenMeanwhile();
        }
    }
}
