package dev.tenon.cli.notifications;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Has the system show a file in the program that people look at such files with. */
final class ShownFile {

    private static final int SECONDS = 5;

    private ShownFile() {}

    /** The system's word for it. */
    static List<String> opener(String system, Path file) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return List.of("open", file.toString());
        }
        if (name.startsWith("windows")) {
            return List.of("cmd", "/c", "start", "", file.toString());
        }
        return List.of("xdg-open", file.toString());
    }

    /** Runs it; false if there is no such program, or it could not show the file. */
    static boolean run(List<String> opener) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(opener)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            // Some openers stay as long as the file is looked at; one that fails does so at once.
            return !process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
