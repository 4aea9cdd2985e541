package dev.tenon.cli.audit;

import dev.tenon.cli.ActingCommand;
import dev.tenon.ports.kernel.Actor;
import picocli.CommandLine.Command;

/** {@code tenon audit heads}. */
@Command(
        name = "heads",
        description = "Sign where the trail ends now, and print it: a line of JSON for each thousand chains.",
        footer = {
            "",
            "The server writes such lines to a file by itself (TENON_AUDIT_HEADS). Kept where the database's administrators cannot",
            "change them, they show later whether the trail was rewritten.",
            "",
            "Example:",
            "  tenon audit heads | ssh archive 'cat >> tenon-heads.jsonl'"
        })
final class AuditHeadsCommand extends ActingCommand {

    @Override
    protected int run(Work work, Actor actor) {
        work.tenon().auditTrail().signedHeads(actor, heads -> work.output().text(heads.line()));
        return 0;
    }
}
