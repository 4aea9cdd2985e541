package dev.tenon.cli.accounts;

import dev.tenon.cli.Field;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon settings}. */
@Command(
        name = "settings",
        description = "What people prefer: any JSON value under a key.",
        footer = {
            "",
            "Examples:",
            "  tenon settings list --as ana@example.org",
            "  tenon settings set theme '{\"mode\":\"dark\"}' --as ana@example.org"
        },
        subcommands = {
            SettingsCommand.ListAll.class,
            SettingsCommand.Get.class,
            SettingsCommand.Put.class,
            SettingsCommand.Delete.class
        })
public final class SettingsCommand {

    private static final List<Field<Setting>> FIELDS = List.of(
            Field.shown("settingKey", "Key", Setting::key),
            Field.flowing("settingValue", "Value", Setting::value),
            Field.shown("updatedAt", "Changed", Setting::updatedAt));

    private static final String KEY = "Letters, digits and . _ : - in any order, beginning with a letter or a digit.";

    /** {@code tenon settings list}. */
    @Command(
            name = "list",
            description = "List a person's settings, by key.",
            footer = {"", "Example:", "  tenon settings list --as ana@example.org"})
    static final class ListAll extends PersonalCommand {

        @Override
        protected int run(Work work, Actor person) {
            work.output()
                    .many(work.tenon().settings().list(person, idOf(person)).iterator(), FIELDS);
            return 0;
        }
    }

    /** {@code tenon settings get}. */
    @Command(
            name = "get",
            description = "Show one setting.",
            footer = {"", "Example:", "  tenon settings get theme --as ana@example.org -o json"})
    static final class Get extends PersonalCommand {

        @Parameters(paramLabel = "KEY", description = KEY)
        private String key = "";

        @Override
        protected int run(Work work, Actor person) {
            work.output().one(work.tenon().settings().get(person, idOf(person), key), FIELDS);
            return 0;
        }
    }

    /** {@code tenon settings set}. */
    @Command(
            name = "set",
            description = "Make a setting, or replace it whole.",
            footer = {
                "",
                "Examples:",
                "  tenon settings set theme '\"dark\"' --as ana@example.org",
                "  tenon settings set columns '[\"name\",\"size\"]' --as ana@example.org"
            })
    static final class Put extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "KEY", description = KEY)
        private String key = "";

        @Parameters(index = "1", paramLabel = "JSON", description = "The value, as JSON: a text has quotes of its own.")
        private String value = "";

        @Override
        protected int run(Work work, Actor person) {
            Setting made = work.tenon().settings().put(person, idOf(person), key, json(value), Expected.any());
            work.output().one(made, FIELDS);
            return 0;
        }

        private static JsonText json(String value) {
            try {
                return JsonText.of(value);
            } catch (Refusal noJson) {
                throw new Stopped(
                        noJson.kind(),
                        noJson.detail() + " A text has quotes of its own, inside of the shell's: '\"dark\"'.");
            }
        }
    }

    /** {@code tenon settings delete}. */
    @Command(
            name = "delete",
            description = "Forget a setting.",
            footer = {"", "Example:", "  tenon settings delete theme --as ana@example.org --yes"})
    static final class Delete extends PersonalCommand {

        @Parameters(paramLabel = "KEY", description = KEY)
        private String key = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor person) {
            work.terminal().confirm("Forget the setting " + key + "?", yes);
            work.tenon().settings().delete(person, idOf(person), key, Expected.any());
            work.output().say("The setting is forgotten.");
            return 0;
        }
    }

    private static UserId idOf(Actor person) {
        return person.person().orElseThrow();
    }
}
