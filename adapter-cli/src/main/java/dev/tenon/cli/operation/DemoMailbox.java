package dev.tenon.cli.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what arrives in the mailbox folder. */
record DemoMailbox(Path folder) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Pattern TOKEN = Pattern.compile("token=(tnm_[0-9A-Za-z]{36})");

    /** The token in the mail to this address, once it is there. */
    String awaitToken(String recipient) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<String> token = token(recipient);
            if (token.isPresent()) {
                return token.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new DemoFailure(
                "no mail to " + recipient + " came to " + folder + " within " + PATIENCE.toSeconds() + " s");
    }

    private Optional<String> token(String recipient) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<Path> mails;
        try (Stream<Path> files = Files.list(folder)) {
            mails = files.filter(file -> file.toString().endsWith(".eml")).toList();
        }
        for (Path mail : mails) {
            String text = Files.readString(mail, StandardCharsets.ISO_8859_1);
            Matcher matcher = TOKEN.matcher(text);
            if (text.contains(recipient) && matcher.find()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }
}
