package dev.tenon.benchmarks;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.notifications.spi.MailSender.MailFailure;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import dev.tenon.ports.notifications.spi.MailTemplates;
import dev.tenon.ports.notifications.spi.MailTemplates.Occasion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What somebody writes who mails through a scheduler of tasks: the least that a mail needs. The values are sealed, since tokens are
 * among them, and stand in the task's data behind the recipient and the type; the task opens them, has the mail written as text and
 * HTML, and hands it to the sender. It looks nobody's language up, and does not care whether its reader has been erased.
 */
record MailTask(Secrets secrets, MailTemplates templates, MailSender sender) {

    private static final String PURPOSE = "email";
    private static final URI BASE_URL = URI.create("https://accounts.example.org");
    private static final char LINE = '\n';

    /** What is scheduled. */
    byte[] data(EmailType type, EmailAddress recipient, Map<String, String> values) {
        StringBuilder lines = new StringBuilder();
        values.forEach(
                (name, value) -> lines.append(name).append('=').append(value).append(LINE));
        String sealed = secrets.seal(PURPOSE, lines.toString());
        return (type.name() + LINE + recipient.value() + LINE + sealed).getBytes(StandardCharsets.UTF_8);
    }

    /** What is done when it is due; the id is the task's. */
    void send(String id, byte[] data) {
        List<String> parts = cut(new String(data, StandardCharsets.UTF_8));
        String lines = secrets.open(PURPOSE, parts.get(2)).orElseThrow();
        Map<String, String> values = new HashMap<>();
        for (String line : cut(lines)) {
            int end = line.indexOf('=');
            values.put(line.substring(0, end), line.substring(end + 1));
        }
        RenderedEmail mail = templates.render(
                new Occasion(EmailType.valueOf(parts.get(0)), values, List.of(Locale.ENGLISH), null, null, BASE_URL));
        OutgoingMail outgoing = new OutgoingMail(
                "<" + id + "@example.org>",
                new EmailAddress(parts.get(1)),
                mail.subject(),
                mail.text(),
                mail.html(),
                null);
        try {
            sender.send(outgoing);
        } catch (MailFailure failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> cut(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf(LINE); end >= 0; end = text.indexOf(LINE, from)) {
            lines.add(text.substring(from, end));
            from = end + 1;
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }
}
