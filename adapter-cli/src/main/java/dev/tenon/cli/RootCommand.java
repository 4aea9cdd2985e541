package dev.tenon.cli;

import dev.tenon.cli.accounts.UsersCommand;
import dev.tenon.cli.audit.AuditCommand;
import dev.tenon.cli.documents.DocumentsCommand;
import dev.tenon.cli.documents.QuotaCommand;
import dev.tenon.cli.notifications.EmailsCommand;
import dev.tenon.cli.operation.CompletionCommand;
import dev.tenon.cli.operation.DatabaseCommand;
import dev.tenon.cli.operation.DemoCommand;
import dev.tenon.cli.operation.DoctorCommand;
import dev.tenon.cli.operation.ServeCommand;
import dev.tenon.cli.plans.EntitlementsCommand;
import dev.tenon.cli.plans.PlansCommand;
import dev.tenon.cli.signin.SessionsCommand;
import picocli.CommandLine.Command;

/** The word {@code tenon}; the commands below it are all there are. */
@Command(
        name = "tenon",
        versionProvider = BuildVersion.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Accounts, sign-in, plans, documents, mail and audit over one PostgreSQL.",
        footer = {
            "",
            "Examples:",
            "  tenon serve                 start the server; everything it needs is made on first use",
            "  tenon demo                  walk through what it does, on a real file",
            "  tenon users create ana@example.org --role admin",
            "",
            "tenon COMMAND --help tells more about a command."
        },
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            DatabaseCommand.class,
            UsersCommand.class,
            SessionsCommand.class,
            PlansCommand.class,
            EntitlementsCommand.class,
            DocumentsCommand.class,
            QuotaCommand.class,
            EmailsCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            CompletionCommand.class
        })
record RootCommand(Terminal terminal, Surroundings.Opener opener) {}
