package dev.tenon.cli.support;

import dev.tenon.cli.ActingCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.TicketRefusal;
import picocli.CommandLine.Parameters;

/** A command about one ticket. */
abstract class TicketCommand extends ActingCommand {

    @Parameters(index = "0", paramLabel = "TICKET", description = "The ticket's number, as 42 or #42, or its id.")
    private String ticket = "";

    abstract void run(Work work, Actor actor, SupportTicket seen) throws Exception;

    @Override
    protected final int run(Work work, Actor actor) throws Exception {
        String digits = ticket.startsWith("#") ? ticket.substring(1) : ticket;
        boolean isNumber = digits.matches("[0-9]{1,18}");
        run(
                work,
                actor,
                isNumber
                        ? work.tenon().tickets().numbered(actor, Long.parseLong(digits))
                        : work.tenon()
                                .tickets()
                                .get(actor, TicketId.parse(ticket).orElseThrow(TicketRefusal.NOT_FOUND::refusal)));
        return 0;
    }
}
