package dev.tenon.cli.notifications;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.notifications.QueuedEmail;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tenon emails}. */
@Command(
        name = "emails",
        description = "Mails on their way.",
        footer = {"", "Examples:", "  tenon emails list", "  tenon emails preview verification"},
        subcommands = {EmailsCommand.ListAll.class, EmailsPreviewCommand.class})
public final class EmailsCommand {

    private static final List<Field<QueuedEmail>> FIELDS = List.of(
            Field.shown("id", "Id", QueuedEmail::id),
            Field.scripted("userId", QueuedEmail::userId),
            Field.shown("recipient", "To", QueuedEmail::recipient),
            Field.shown("emailType", "About", email -> email.type().typeName()),
            Field.scripted("subject", QueuedEmail::subject),
            Field.shown("status", "Status", email -> email.status().name().toLowerCase(Locale.ROOT)),
            Field.shown("attempts", "Tries", QueuedEmail::attempts),
            Field.flowing("lastError", "Last error", QueuedEmail::lastError),
            Field.shown("sentAt", "Sent", QueuedEmail::sentAt),
            Field.shown("nextAttemptAt", "Due", QueuedEmail::nextAttemptAt),
            Field.scripted("messageId", QueuedEmail::messageId),
            Field.scripted("createdAt", QueuedEmail::createdAt));

    /** {@code tenon emails list}. */
    @Command(
            name = "list",
            description = "List mails, newest first, without their texts.",
            footer = {"", "Example:", "  tenon emails list --limit 10"})
    static final class ListAll extends ActingCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            paging.print(work.output(), page -> work.tenon().emails().list(actor, page), FIELDS);
            return 0;
        }
    }
}
