package dev.tenon.cli.notifications;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.RowsBar;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.cli.accounts.Users;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailRefusal;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.QueuedEmail;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon emails}. */
@Command(
        name = "emails",
        description = "Mails on their way.",
        footer = {
            "",
            "Examples:",
            "  tenon emails list --status dead",
            "  tenon emails retry --all-dead",
            "  tenon emails preview verification"
        },
        subcommands = {
            EmailsCommand.ListAll.class,
            EmailsCommand.Show.class,
            EmailsCommand.Retry.class,
            EmailsPreviewCommand.class
        })
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
            Field.scripted("expiresAt", QueuedEmail::expiresAt),
            Field.scripted("messageId", QueuedEmail::messageId),
            Field.scripted("createdAt", QueuedEmail::createdAt));

    private static EmailId id(String text) {
        return EmailId.parse(text).orElseThrow(EmailRefusal.NOT_FOUND::refusal);
    }

    /** {@code tenon emails list}. */
    @Command(
            name = "list",
            description = "List mails, newest first, without their texts.",
            footer = {
                "",
                "Examples:",
                "  tenon emails list --limit 10",
                "  tenon emails list --status dead --all -o jsonl",
                "  tenon emails list --type password-reset --user ana@example.org"
            })
    static final class ListAll extends ActingCommand {

        @Option(
                names = "--status",
                paramLabel = "STATUS",
                description = "Only those that are pending, sent, failed (tried again later) or dead (given up).")
        private @Nullable EmailStatus status;

        @Option(
                names = "--type",
                paramLabel = "TYPE",
                description = "Only those about this, like verification or new-device.")
        private @Nullable String type;

        @Option(
                names = "--user",
                paramLabel = "USER",
                description = "Only those about this person's account (e-mail address or id).")
        private @Nullable String user;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            EmailFilter filter = new EmailFilter(
                    status,
                    type == null ? null : type(type),
                    user == null ? null : Users.named(work, actor, user).id());
            paging.print(work.output(), page -> work.tenon().emails().list(actor, filter, page), FIELDS);
            return 0;
        }

        private static EmailType type(String name) {
            return Stream.of(EmailType.values())
                    .filter(type -> type.typeName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Stopped(
                            Kind.MALFORMED,
                            Stream.of(EmailType.values())
                                    .map(EmailType::typeName)
                                    .collect(Collectors.joining(", ", "--type takes one of: ", "."))));
        }
    }

    /** {@code tenon emails show}. */
    @Command(
            name = "show",
            description = "Show one mail, without its text.",
            footer = {"", "Example:", "  tenon emails show 01a2038e-7f00-7b58-8e91-2a3b4c5d6e7f"})
    static final class Show extends ActingCommand {

        @Parameters(paramLabel = "ID", description = "The mail's id.")
        private String id = "";

        @Override
        protected int run(Work work, Actor actor) {
            work.output().one(work.tenon().emails().get(actor, id(id)), FIELDS);
            return 0;
        }
    }

    /** {@code tenon emails retry}. */
    @Command(
            name = "retry",
            description = "Try mails again that were given up, or that wait for their next try.",
            footer = {
                "",
                "They are due at once, and are tried as often as new ones. What it is too late for is left as it is:",
                "for a link that works no more, have the person ask for a new one.",
                "",
                "Examples:",
                "  tenon emails retry 01a2038e-7f00-7b58-8e91-2a3b4c5d6e7f",
                "  tenon emails retry --all-dead"
            })
    static final class Retry extends ActingCommand {

        private record Tally(long retried, long left) {}

        private static final List<Field<Tally>> TALLY = List.of(
                Field.shown("retried", "Tried again", Tally::retried),
                Field.shown("left", "Left as they are", Tally::left));

        @Parameters(paramLabel = "ID", arity = "0..1", description = "The mail's id.")
        private @Nullable String id;

        @Option(names = "--all-dead", description = "Every mail that was given up.")
        private boolean allDead;

        @Override
        protected int run(Work work, Actor actor) {
            String named = id;
            if (allDead == (named != null)) {
                throw new Stopped(Kind.MALFORMED, "Name one mail by its id, or give --all-dead.");
            }
            if (named != null) {
                work.output().one(work.tenon().emails().retry(actor, id(named)), FIELDS);
            } else {
                work.output().one(all(work, actor), TALLY);
            }
            return 0;
        }

        private static Tally all(Work work, Actor actor) {
            long dead = work.tenon().emails().backlog(actor).dead();
            long retried = 0;
            long left = 0;
            Position next = null;
            try (RowsBar bar = new RowsBar(work, "Trying again")) {
                do {
                    Page<QueuedEmail> page = work.tenon()
                            .emails()
                            .list(
                                    actor,
                                    EmailFilter.of(EmailStatus.DEAD),
                                    new PageRequest(PageRequest.HIGHEST_LIMIT, next));
                    for (QueuedEmail mail : page.items()) {
                        if (isRetried(work, actor, mail.id())) {
                            retried++;
                        } else {
                            left++;
                        }
                        bar.at(retried + left, dead);
                    }
                    next = page.nextPosition();
                } while (next != null);
            }
            return new Tally(retried, left);
        }

        /** Somebody else may have been quicker, or it may be too late for it: then it stays as it is. */
        private static boolean isRetried(Work work, Actor actor, EmailId id) {
            try {
                work.tenon().emails().retry(actor, id);
                return true;
            } catch (Refusal refusal) {
                if (refusal.code() instanceof EmailRefusal) {
                    return false;
                }
                throw refusal;
            }
        }
    }
}
