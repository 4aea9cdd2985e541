package dev.tenon.app;

import dev.tenon.cli.TenonCli;

/** The entry of the application. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        LogBridge.install(arguments.length > 0 && arguments[0].equals("serve"));
        int exitCode =
                TenonCli.run(arguments, (flags, progress) -> AppSurroundings.open(System.getenv(), flags, progress));
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
