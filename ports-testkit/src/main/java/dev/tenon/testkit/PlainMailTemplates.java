package dev.tenon.testkit;

import static java.util.stream.Collectors.joining;

import dev.tenon.ports.notifications.EmailBrand;
import dev.tenon.ports.notifications.EmailValue;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.ports.notifications.spi.MailTemplates;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Mails without a layout: the type as the subject, and in the text a line each for the type, every value, the languages,
 * the brand, the link, and the address that switches it off. For tests; it escapes nothing but what HTML cannot do without.
 */
public final class PlainMailTemplates implements MailTemplates {

    @Override
    public RenderedEmail render(Occasion occasion) {
        String values = occasion.type().needs().stream()
                .map(EmailValue::valueName)
                .map(name -> name + ": " + occasion.values().get(name) + "\n")
                .collect(joining());
        String languages =
                occasion.languages().stream().map(Object::toString).collect(joining(" ", "languages: ", "\n"));
        @Nullable URI link = occasion.link();
        String type = occasion.type().typeName();
        EmailBrand brand = occasion.brand();
        String look = brand == null ? "" : "brand: " + brand.name() + " " + brand.colour() + "\n";
        @Nullable URI unsubscribe = occasion.unsubscribe();
        String off = unsubscribe == null ? "" : "switched off at " + unsubscribe + "\n";
        String text = type + "\n" + values + languages + look + (link == null ? "" : link + "\n") + off;
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        return new RenderedEmail(type, text, "<pre>" + escaped + "</pre>");
    }
}
