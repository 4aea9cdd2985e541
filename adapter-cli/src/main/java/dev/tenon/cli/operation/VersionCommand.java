package dev.tenon.cli.operation;

import dev.tenon.cli.Build;
import dev.tenon.cli.Field;
import dev.tenon.cli.Output;
import dev.tenon.cli.PlainCommand;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code tenon version}. */
@Command(
        name = "version",
        description = "Show which build this is, and what it runs on.",
        footer = {"", "Examples:", "  tenon version", "  tenon version -o json"})
public final class VersionCommand extends PlainCommand {

    private static final List<Field<Build>> FIELDS = List.of(
            Field.shown("version", "Tenon", Build::version),
            Field.shown("java", "Java", Build::java),
            Field.shown("system", "System", Build::system));

    @Override
    protected int run(Output output) {
        output.one(Build.running(), FIELDS);
        return 0;
    }
}
