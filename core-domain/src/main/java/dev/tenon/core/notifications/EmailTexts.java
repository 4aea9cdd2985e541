package dev.tenon.core.notifications;

import dev.tenon.ports.notifications.spi.MailDraft;
import java.net.URI;

/** What mails say. Links begin with the configured base URL, never with anything from a request. */
final class EmailTexts {

    private final String baseUrl;

    EmailTexts(URI baseUrl) {
        String text = baseUrl.toString();
        this.baseUrl = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    record Text(String subject, String body) {}

    Text of(MailDraft draft) {
        return switch (draft.type()) {
            case VERIFICATION -> verification(draft);
            case ACCOUNT_EXISTS -> accountExists();
        };
    }

    private Text verification(MailDraft draft) {
        return new Text("Verify your e-mail address", """
                Hello,

                somebody, hopefully you, registered with this e-mail address.
                Open this link and press the button to verify the address:

                %s/verify-email?token=%s

                The link works once, within 24 hours. If it was not you, do nothing:
                without the link the account cannot be used.
                """.formatted(
                        baseUrl, draft.values().get("token")));
    }

    private Text accountExists() {
        return new Text("You already have an account", """
                Hello,

                somebody, hopefully you, tried to register with this e-mail address.
                There is an account with it already, and nothing about it was changed.

                If it was you, sign in instead: %s
                If it was not you, there is nothing to do.
                """.formatted(baseUrl));
    }
}
