package dev.tenon.core.notifications;

import dev.tenon.ports.notifications.spi.MailDraft;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What mails say. Links begin with the configured base URL, never with anything from a request. */
final class EmailTexts {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String baseUrl;

    EmailTexts(URI baseUrl) {
        String text = baseUrl.toString();
        this.baseUrl = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    record Text(String subject, MailBody body) {

        Text(String subject, String body) {
            this(subject, MailBody.of(body));
        }
    }

    Text of(MailDraft draft) {
        return switch (draft.type()) {
            case VERIFICATION -> verification(draft);
            case ACCOUNT_EXISTS -> accountExists();
            case PASSWORD_RESET -> passwordReset(draft);
            case PASSWORD_CHANGED -> passwordChanged();
            case EMAIL_CHANGE -> emailChange(draft);
            case EMAIL_CHANGE_REQUESTED -> emailChangeRequested();
            case EMAIL_CHANGED -> emailChanged(draft);
            case EMAIL_CHANGE_UNDONE -> emailChangeUndone();
            case NEW_DEVICE -> newDevice(draft);
            case SECOND_FACTOR_ENABLED -> secondFactorEnabled();
            case SECOND_FACTOR_DISABLED -> secondFactorDisabled("was turned off");
            case SECOND_FACTOR_REMOVED -> secondFactorDisabled("was taken away by an administrator");
            case RECOVERY_CODES_REPLACED -> recoveryCodesReplaced();
            case RECOVERY_CODE_USED -> recoveryCodeUsed(draft);
            case SOCIAL_LOGIN_LINKED -> socialLoginLinked(draft);
            case SOCIAL_LOGIN_UNLINKED -> socialLoginUnlinked(draft);
            case PASSKEY_ADDED -> passkeyAdded(draft);
            case PASSKEY_REMOVED -> passkeyRemoved(draft);
            case API_KEY_CREATED -> apiKeyCreated(draft);
            case IMPERSONATION -> impersonation(draft);
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

    private Text passwordReset(MailDraft draft) {
        return new Text("Set a new password", """
                Hello,

                somebody, hopefully you, asked for a new password for the account with
                this e-mail address. Open this link to choose one:

                %s

                The link works once, within an hour. If it was not you, do nothing: your
                password stays as it is.
                """.formatted(link("/reset-password", draft)));
    }

    private Text passwordChanged() {
        return new Text("Your password was changed", """
                Hello,

                the password of your account was changed, and every other session was ended.
                Passkeys and accounts elsewhere that open your account still do, and API keys
                still work: look through them, and remove what you do not know.

                If it was not you, ask for a link that sets a new one at once:
                %s/forgot-password
                """.formatted(baseUrl));
    }

    private Text emailChange(MailDraft draft) {
        return new Text("Confirm your new e-mail address", """
                Hello,

                somebody, hopefully you, wants to use this e-mail address for an account.
                Open this link and press the button to confirm it:

                %s

                The link works once, within 24 hours. If it was not you, do nothing:
                without the link nothing changes.
                """.formatted(link("/confirm-email-change", draft)));
    }

    private Text emailChangeRequested() {
        return new Text("Another e-mail address was asked for", """
                Hello,

                somebody who is signed in to your account, hopefully you, asked to use
                another e-mail address for it. It takes effect when the new address is
                confirmed; then you get one more mail here, with a link that undoes it.

                If it was not you, change your password now: that also cancels the change.
                """);
    }

    private Text emailChanged(MailDraft draft) {
        return new Text("Your e-mail address was changed", """
                Hello,

                your account uses another e-mail address now. If that was you, there is
                nothing to do.

                If it was not you, take the account back with this link. It works within
                72 hours, ends every session, and lets you choose a new password:

                %s
                """.formatted(link("/undo-email-change", draft)));
    }

    private Text emailChangeUndone() {
        return new Text("The change of the e-mail address was undone", """
                Hello,

                the account that used this e-mail address uses its former one again. Every
                session was ended. There is nothing to do.
                """);
    }

    private Text newDevice(MailDraft draft) {
        return new Text("A new device signed in", """
                Hello,

                somebody, hopefully you, signed in to your account with a device that was
                not seen before:

                Device:  %s
                Address: %s
                Time:    %s

                If it was not you, set a new password at once: that ends every session.
                %s/forgot-password
                """.formatted(
                        draft.values().get("device"), draft.values().get("address"), moment(draft, "at"), baseUrl));
    }

    private Text secondFactorEnabled() {
        return new Text("Signing in now needs a code, too", """
                Hello,

                an authenticator app was set up for your account. From now on signing in needs
                a code of it besides the password. Keep the recovery codes in a safe place.

                If it was not you, set a new password at once, and ask for help:
                %s/forgot-password
                """.formatted(baseUrl));
    }

    private Text secondFactorDisabled(String what) {
        return new Text("Signing in no longer needs a code", """
                Hello,

                the second factor of your account %s. From now on the
                password alone signs in, and the recovery codes no longer work.

                If you did not want this, set a new password at once, sign in, and set up the
                second factor again:
                %s/forgot-password
                """.formatted(what, baseUrl));
    }

    private Text recoveryCodesReplaced() {
        return new Text("You have new recovery codes", """
                Hello,

                new recovery codes were made for your account. The ones before no longer work.

                If it was not you, set a new password at once:
                %s/forgot-password
                """.formatted(baseUrl));
    }

    private Text recoveryCodeUsed(MailDraft draft) {
        return new Text("A recovery code was used", """
                Hello,

                somebody, hopefully you, signed in to your account with a recovery code.
                Codes that are left: %s

                If it was not you, set a new password at once: that ends every session.
                %s/forgot-password
                """.formatted(draft.values().get("left"), baseUrl));
    }

    private Text socialLoginLinked(MailDraft draft) {
        return new Text("A new way to sign in to your account", """
                Hello,

                from now on somebody, hopefully you, can sign in to your account with an
                account at a provider: %s.

                If it was not you, set a new password at once, and remove the link in your
                account:
                %s/forgot-password
                """.formatted(
                        draft.values().get("method"), baseUrl));
    }

    private Text socialLoginUnlinked(MailDraft draft) {
        return new Text("A way to sign in to your account was removed", """
                Hello,

                an account at a provider opens your account no more: %s.

                If it was not you, set a new password at once: that ends every session.
                %s/forgot-password
                """.formatted(
                        draft.values().get("method"), baseUrl));
    }

    private Text passkeyAdded(MailDraft draft) {
        return new Text(
                "A new passkey opens your account", """
                Hello,

                from now on somebody, hopefully you, can sign in to your account with a
                passkey: %s.

                If it was not you, set a new password at once, and remove the passkey in
                your account:
                %s/forgot-password
                """.formatted(draft.values().get("name"), baseUrl));
    }

    private Text apiKeyCreated(MailDraft draft) {
        return new Text("A new API key for your account", """
                Hello,

                an API key that begins with %s was made with your account at
                %s. Programs that have it can act in its owner's name.

                If it was not you, set a new password at once, and revoke the key:
                %s/forgot-password
                """.formatted(
                        draft.values().get("start"), draft.values().get("at"), baseUrl));
    }

    private Text passkeyRemoved(MailDraft draft) {
        return new Text("A passkey was removed from your account", """
                Hello,

                a passkey opens your account no more: %s.

                If you did not want this, set a new password at once: that ends every session.
                %s/forgot-password
                """.formatted(
                        draft.values().get("name"), baseUrl));
    }

    private Text impersonation(MailDraft draft) {
        return new Text("An administrator works in your name", """
                Hello,

                an administrator opened a session in your name, until %s at the latest.
                You see it among your sessions, and can end it there.

                The reason given: %s
                """.formatted(
                        moment(draft, "until"), draft.values().get("reason")));
    }

    /** A moment, as people read it. */
    private static String moment(MailDraft draft, String name) {
        return MOMENT.format(Instant.parse(String.valueOf(draft.values().get(name))));
    }

    private String link(String page, MailDraft draft) {
        return baseUrl + page + "?token=" + draft.values().get("token");
    }
}
