package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.support.NewTicket;
import dev.tenon.ports.support.NewTicketMessage;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.TicketFilter;
import dev.tenon.ports.support.TicketOrder;
import dev.tenon.ports.support.TicketPatch;
import dev.tenon.ports.support.TicketStatus;
import dev.tenon.testkit.Fixtures;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Support. */
final class SupportUseCases {

    private static final PageRequest FIRST = PageRequest.first(10);

    private SupportUseCases() {}

    static List<UseCase> all() {
        return List.of(
                changes("tickets.create", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> asked(house, ana);
                }),
                reads("tickets.list", house -> {
                    asked(house, house.aPerson(ANA));
                    return () -> house.tenon
                            .tickets()
                            .list(house.operator, TicketFilter.all().about("tablet"), TicketOrder.NEWEST, FIRST);
                }),
                reads("tickets.get", house -> {
                    SupportTicket ticket = asked(house, house.aPerson(ANA));
                    return () -> house.tenon.tickets().get(house.operator, ticket.id());
                }),
                reads("tickets.numbered", house -> {
                    SupportTicket ticket = asked(house, house.aPerson(ANA));
                    return () -> house.tenon.tickets().numbered(house.operator, ticket.number());
                }),
                reads("tickets.messages", house -> {
                    SupportTicket ticket = asked(house, house.aPerson(ANA));
                    return () -> house.tenon.tickets().messages(house.operator, ticket.id(), FIRST);
                }),
                reads("tickets.attachments", house -> {
                    SupportTicket ticket = asked(house, house.aPerson(ANA));
                    return () -> house.tenon.tickets().attachments(house.operator, ticket.id());
                }),
                reads("tickets.attachment", house -> {
                    Actor ana = house.aPerson(ANA);
                    Document document = house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "hello"));
                    SupportTicket ticket = house.tenon
                            .tickets()
                            .create(ana, new NewTicket("Look at my tablet", null, Set.of(document.id())));
                    return () -> house.tenon.tickets().attachment(house.operator, ticket.id(), document.id());
                }),
                changes("tickets.answer", house -> {
                    SupportTicket ticket = asked(house, house.aPerson(ANA));
                    return () -> house.tenon
                            .tickets()
                            .answer(house.operator, ticket.id(), NewTicketMessage.of("Turn the tablet"));
                }),
                changes("tickets.update", house -> {
                    SupportTicket ticket = asked(house, house.aPerson(ANA));
                    return () -> house.tenon
                            .tickets()
                            .update(house.operator, ticket.id(), TicketPatch.to(TicketStatus.RESOLVED), Expected.any());
                }),
                reads("tickets.context", house -> {
                    SupportTicket ticket = asked(house, house.aPerson(ANA));
                    return () -> house.tenon.tickets().context(house.operator, ticket.id());
                }),
                changes("tickets.receive", house -> {
                    house.aPerson(ANA);
                    String mail = "From: " + ANA + "\r\nSubject: My tablet\r\n\r\nHelp\r\n";
                    return () -> house.tenon
                            .tickets()
                            .receive(
                                    house.operator, new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII)));
                }),
                reads("tickets.backlog", house -> () -> house.tenon.tickets().backlog(house.operator)),
                reads("tickets.report", house -> () -> house.tenon.tickets().report(house.operator, null, null)));
    }

    private static SupportTicket asked(TenonInMemory house, Actor person) {
        return house.tenon.tickets().create(person, new NewTicket("My tablet", "It does not open", Set.of()));
    }
}
