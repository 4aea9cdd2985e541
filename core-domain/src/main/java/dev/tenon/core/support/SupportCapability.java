package dev.tenon.core.support;

import dev.tenon.core.kernel.Downloads;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.support.spi.MailReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Support: the way into this package. */
public record SupportCapability(SupportTickets tickets, List<Measure> measures) {

    /**
     * Builds the capability.
     *
     * @param reader who reads mails; {@code null} for nobody
     * @param address where answers by mail go; {@code null} if none are read
     */
    public static SupportCapability of(
            Kernel kernel,
            Documents documents,
            Downloads downloads,
            @Nullable MailReader reader,
            @Nullable EmailAddress address) {
        TicketNews news = new TicketNews(kernel, kernel.storage().tickets(), address);
        TicketWriting writing = new TicketWriting(kernel, kernel.storage().tickets(), news);
        MailIntake intake = new MailIntake(kernel, writing, news, new MailFiles(kernel, documents), reader, address);
        return new SupportCapability(
                new SupportTicketService(kernel, writing, news, intake, downloads),
                List.of(
                        Measure.counter(
                                "tenon_support_mails_taken_total",
                                "Mails that became tickets or messages of tickets",
                                intake::taken),
                        Measure.counter(
                                "tenon_support_mails_dropped_total",
                                "Mails to the support that nobody wrote",
                                intake::dropped)));
    }

    /** What tickets hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(
                kernel, PersonalTable.erased("support_tickets"), PersonalTable.erased("support_ticket_messages"));
    }
}
