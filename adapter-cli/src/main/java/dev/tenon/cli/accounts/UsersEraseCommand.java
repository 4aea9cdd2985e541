package dev.tenon.cli.accounts;

import dev.tenon.cli.Field;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.ErasureBlocker;
import dev.tenon.ports.kernel.Actor;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon users erase}. */
@Command(
        name = "erase",
        description = "Erase somebody for ever, from every table and with every file.",
        footer = {
            "",
            "Invoices stay, and the audit trail, which name the account's id alone. What has to be",
            "settled first is listed, and nothing is changed then; see it with --check.",
            "",
            "Examples:",
            "  tenon users erase ana@example.org --check",
            "  tenon users erase ana@example.org --yes"
        })
final class UsersEraseCommand extends UserCommand {

    private static final List<Field<ErasureBlocker>> FIELDS = List.of(
            Field.shown("code", "Why", blocker -> blocker.reason().code()),
            Field.shown("table", "Table", ErasureBlocker::table),
            Field.shown("recordId", "Row", ErasureBlocker::recordId),
            Field.shown("detail", "What to do", blocker -> blocker.reason().remedy()));

    @Option(names = "--check", description = "Only list what has to be settled first.")
    private boolean check;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    protected int run(Work work, Actor actor, Account account) {
        List<ErasureBlocker> blockers = work.tenon().personalData().blockers(actor, account.id());
        if (check || !blockers.isEmpty()) {
            work.output().many(blockers.iterator(), FIELDS, "Nothing has to be settled first.");
        }
        if (!check) {
            if (blockers.isEmpty()) {
                work.terminal().confirm("Erase " + account.email() + " for ever?", yes);
            }
            work.tenon().personalData().erase(actor, account.id(), null);
            work.output().say("Erased " + account.id() + ".");
        }
        return 0;
    }
}
