package dev.tenon.cli.notifications;

import dev.tenon.cli.Field;
import dev.tenon.cli.Nearest;
import dev.tenon.cli.Output;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.LanguageTag;
import dev.tenon.ports.notifications.EmailBrand;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.RenderedEmail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon emails preview}. */
@Command(
        name = "preview",
        description = "Show what a mail says, with values made up. Needs no database.",
        footer = {
            "",
            "Examples:",
            "  tenon emails preview verification",
            "  tenon emails preview new-device --language de --open",
            "  tenon emails preview welcome --branding acme.json --html welcome.html"
        })
final class EmailsPreviewCommand extends TenonCommand {

    private static final List<Field<RenderedEmail>> FIELDS = List.of(
            Field.scripted("subject", RenderedEmail::subject),
            Field.scripted("text", RenderedEmail::text),
            Field.scripted("html", RenderedEmail::html));

    @Parameters(index = "0", paramLabel = "NAME", description = "What it is about, like verification or new-device.")
    private String name = "";

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "Its language, like de or de-AT; the installation's if left out.")
    private @Nullable String language;

    @Option(
            names = "--branding",
            paramLabel = "FILE",
            description = "An organization's look: JSON with name and primaryColor.")
    private @Nullable Path branding;

    @Option(names = "--html", paramLabel = "FILE.html", description = "Write its HTML into this file.")
    private @Nullable Path html;

    @Option(names = "--open", description = "Show its HTML in the browser.")
    private boolean open;

    @Override
    protected void check() {
        type();
        chosenLanguage();
        if (html != null && !html.toString().endsWith(".html")) {
            throw new Stopped(Kind.MALFORMED, "Name a file that ends in .html, not " + html + ".");
        }
    }

    @Override
    protected int run(Work work) throws IOException, InterruptedException {
        EmailBrand brand = branding == null ? null : BrandingFile.read(branding);
        RenderedEmail mail = work.surroundings().preview(type(), chosenLanguage(), brand);
        work.output()
                .worded(
                        mail,
                        FIELDS,
                        "Subject: " + mail.subject() + "\n\n" + mail.text().stripTrailing());
        if (html != null) {
            Files.writeString(html, mail.html());
            work.output().say("The HTML is in " + html + ".");
        }
        if (open) {
            show(mail, work.output());
        }
        return 0;
    }

    private void show(RenderedEmail mail, Output output) throws IOException, InterruptedException {
        Path file = Files.createTempFile("tenon-" + name + "-", ".html");
        Files.writeString(file, mail.html());
        boolean shown = ShownFile.run(ShownFile.opener(System.getProperty("os.name", ""), file));
        output.say(
                shown ? "The browser shows " + file + "." : "No browser could be started; open " + file + " in one.");
    }

    private EmailType type() {
        List<String> names =
                Stream.of(EmailType.values()).map(EmailType::typeName).toList();
        return Stream.of(EmailType.values())
                .filter(type -> type.typeName().equals(name))
                .findFirst()
                .orElseThrow(() -> new Stopped(
                        Kind.MALFORMED,
                        "There is no mail \"" + name + "\"."
                                + Nearest.to(name, names)
                                        .map(nearest -> " Did you mean " + nearest + "?")
                                        .orElse("")
                                + " There are: " + String.join(", ", names) + "."));
    }

    private @Nullable Locale chosenLanguage() {
        if (language == null) {
            return null;
        }
        return LanguageTag.parse(language)
                .orElseThrow(() -> new Stopped(
                        Kind.MALFORMED, "--language takes a language like de or de-AT, not \"" + language + "\"."));
    }
}
