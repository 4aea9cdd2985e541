package dev.tenon.cli.apikeys;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.ApiKeyFilter;
import dev.tenon.ports.apikeys.ApiKeyFilter.Status;
import dev.tenon.ports.apikeys.IssuedKey;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.KeyScopes.Preset;
import dev.tenon.ports.apikeys.KeyUsagePeriod;
import dev.tenon.ports.apikeys.KeyUsagePeriod.Step;
import dev.tenon.ports.apikeys.NewApiKey;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon keys}. */
@Command(
        name = "keys",
        description = "API keys, with which programs act for people and organizations.",
        footer = {
            "",
            "Examples:",
            "  tenon keys create --as ana@example.org --name nightly --scope documents:read",
            "  tenon keys list --as ana@example.org",
            "  tenon keys usage 01920000-0000-7000-8000-000000000000 --per hour"
        },
        subcommands = {
            KeysCommand.Create.class,
            KeysCommand.ListKeys.class,
            KeysCommand.Show.class,
            KeysCommand.Rename.class,
            KeysCommand.Rotate.class,
            KeysCommand.Revoke.class,
            KeysCommand.Usage.class,
            KeysCommand.Requests.class
        })
public final class KeysCommand {

    /** {@code tenon keys create}. */
    @Command(
            name = "create",
            description = "Make a key for a person, or for an organization that the person runs.",
            footer = {
                "",
                "The key is printed this once; only its digest is kept. It acts within its permissions (read, write or",
                "admin) or within single scopes, and never beyond what its owner may at that moment.",
                "",
                "Examples:",
                "  tenon keys create --as ana@example.org",
                "  tenon keys create --as ana@example.org --name nightly --scope documents:read --expires 2027-01-31",
                "  KEY=$(tenon keys create --as ana@example.org --quiet -o json | jq -r .key)"
            })
    static final class Create extends PersonalCommand {

        @Option(names = "--name", paramLabel = "NAME", description = "A label, to know it again by.")
        private @Nullable String name;

        @Option(
                names = "--permissions",
                paramLabel = "read|write|admin",
                description = "To see, to change too, or everything that the owner may (default: read).")
        private @Nullable Preset permissions;

        @Option(
                names = "--scope",
                paramLabel = "RESOURCE:VERB",
                description = "Instead: this permission alone; may be repeated.")
        private Set<String> scopes = new LinkedHashSet<>();

        @Option(names = "--expires", paramLabel = "TIME", description = "When it stops working; never by default.")
        private @Nullable Instant expires;

        @Option(names = "--organization", paramLabel = "ID", description = "Make it a key of this organization.")
        private @Nullable String organization;

        @Override
        protected int run(Work work, Actor person) {
            NewApiKey wanted = new NewApiKey(Work.organizationId(organization), name, wantedScopes(), expires);
            Keys.print(work, work.tenon().apiKeys().create(person, wanted, null));
            return 0;
        }

        private KeyScopes wantedScopes() {
            if (scopes.isEmpty()) {
                return KeyScopes.of(permissions == null ? Preset.READ : permissions);
            }
            return Keys.scopes(permissions, scopes);
        }
    }

    /** {@code tenon keys list}. */
    @Command(
            name = "list",
            description = "List keys, newest first: everyone's, or those of a person or an organization.",
            footer = {"", "Examples:", "  tenon keys list --status live", "  tenon keys list --as ana@example.org"})
    static final class ListKeys extends ActingCommand {

        @Option(names = "--organization", paramLabel = "ID", description = "Those of this organization.")
        private @Nullable String organization;

        @Option(names = "--status", paramLabel = "live|expired|revoked", description = "Only those.")
        private @Nullable Status status;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            ApiKeyFilter filter = new ApiKeyFilter(
                    organization == null ? actor.userId() : null, Work.organizationId(organization), status);
            paging.print(work.output(), page -> work.tenon().apiKeys().list(actor, filter, page), Keys.FIELDS);
            return 0;
        }
    }

    /** {@code tenon keys show}. */
    @Command(
            name = "show",
            description = "Show one key; never the key itself.",
            footer = {"", "Example:", "  tenon keys show 01920000-0000-7000-8000-000000000000"})
    static final class Show extends KeyCommand {

        @Override
        protected int run(Work work, Actor actor, ApiKey key) {
            work.output().one(key, Keys.FIELDS);
            return 0;
        }
    }

    /** {@code tenon keys rename}. */
    @Command(
            name = "rename",
            description = "Give a key another label.",
            footer = {"", "Example:", "  tenon keys rename 01920000-0000-7000-8000-000000000000 nightly"})
    static final class Rename extends KeyCommand {

        @Parameters(index = "1", paramLabel = "NAME", description = "One line of at most 255 characters.")
        private String name = "";

        @Override
        protected int run(Work work, Actor actor, ApiKey key) {
            work.output().one(work.tenon().apiKeys().rename(actor, key.id(), name, Expected.any()), Keys.FIELDS);
            return 0;
        }
    }

    /** {@code tenon keys rotate}. */
    @Command(
            name = "rotate",
            description = "Make a key in the place of another, which goes on for a while.",
            footer = {
                "",
                "The new key has the same label, scopes and expiry, and is printed this once. A key is rotated once; rotate",
                "the new one next time.",
                "",
                "Example:",
                "  tenon keys rotate 01920000-0000-7000-8000-000000000000 --as ana@example.org --grace PT1H"
            })
    static final class Rotate extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ID", description = "The key's id, from a list.")
        private String id = "";

        @Option(
                names = "--grace",
                paramLabel = "DURATION",
                defaultValue = "PT0S",
                description = "How long the old key goes on, at most P30D (default: not at all).")
        private Duration grace = Duration.ZERO;

        @Override
        protected int run(Work work, Actor person) {
            IssuedKey issued = work.tenon().apiKeys().rotate(person, Keys.id(id), grace, null);
            Keys.print(work, issued);
            return 0;
        }
    }

    /** {@code tenon keys revoke}. */
    @Command(
            name = "revoke",
            description = "Revoke a key: it stops working at its next request, for good.",
            footer = {"", "Example:", "  tenon keys revoke 01920000-0000-7000-8000-000000000000 --reason leaked --yes"})
    static final class Revoke extends KeyCommand {

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people.")
        private @Nullable String reason;

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, ApiKey key) {
            work.terminal().confirm("Revoke the key " + key.start() + "..." + key.lastFour() + "?", yes);
            work.tenon().apiKeys().revoke(actor, key.id(), reason);
            work.output().say("It works no more.");
            return 0;
        }
    }

    /** {@code tenon keys usage}. */
    @Command(
            name = "usage",
            description = "Show how many requests came with a key, by hour or by day.",
            footer = {
                "",
                "Examples:",
                "  tenon keys usage 01920000-0000-7000-8000-000000000000",
                "  tenon keys usage 01920000-0000-7000-8000-000000000000 --per hour --from 2026-11-22"
            })
    static final class Usage extends KeyCommand {

        @Option(names = "--per", paramLabel = "hour|day", description = "How long each step is (default: day).")
        private Step per = Step.DAY;

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "Inclusive; by default the last 30 days, or 24 hours.")
        private @Nullable Instant from;

        @Option(names = "--to", paramLabel = "TIME", description = "Exclusive (default: now).")
        private @Nullable Instant to;

        @Override
        protected int run(Work work, Actor actor, ApiKey key) {
            KeyUsagePeriod period = new KeyUsagePeriod(per, from, to);
            work.output()
                    .many(work.tenon().apiUsage().over(actor, key.id(), period).iterator(), Keys.COUNTS);
            return 0;
        }
    }

    /** {@code tenon keys requests}. */
    @Command(
            name = "requests",
            description = "List the requests that came with a key, newest first.",
            footer = {"", "Example:", "  tenon keys requests 01920000-0000-7000-8000-000000000000"})
    static final class Requests extends KeyCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor, ApiKey key) {
            paging.print(work.output(), page -> work.tenon().apiUsage().requests(actor, key.id(), page), Keys.REQUESTS);
            return 0;
        }
    }
}
