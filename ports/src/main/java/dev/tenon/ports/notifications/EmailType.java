package dev.tenon.ports.notifications;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a mail is about, which page its link opens, and what its text is told. */
public enum EmailType {
    /** A link that verifies an address. */
    VERIFICATION("/verify-email", EmailValue.TOKEN),
    /** The address is verified, and the account can be used. */
    WELCOME(""),
    /** A link that sets a new password. */
    PASSWORD_RESET("/reset-password", EmailValue.TOKEN),
    /** The password was changed or reset. */
    PASSWORD_CHANGED("/forgot-password"),
    /** To a new address: a link that makes it the account's. */
    EMAIL_CHANGE("/confirm-email-change", EmailValue.TOKEN),
    /** To the present address: another one was asked for. */
    EMAIL_CHANGE_REQUESTED(null),
    /** To the old address: it is no longer the account's, with a link that undoes it. */
    EMAIL_CHANGED("/undo-email-change", EmailValue.TOKEN),
    /** To the address that an account came back to. */
    EMAIL_CHANGE_UNDONE(null),
    /** Somebody signed in with a device that was not seen before. */
    NEW_DEVICE("/forgot-password", EmailValue.DEVICE, EmailValue.ADDRESS, EmailValue.AT),
    /** Sign-ins ask for a second factor from now on. */
    SECOND_FACTOR_ENABLED("/forgot-password"),
    /** Sign-ins no longer ask for a second factor. */
    SECOND_FACTOR_DISABLED("/forgot-password"),
    /** An administrator took the second factor away. */
    SECOND_FACTOR_REMOVED("/forgot-password"),
    /** There are new recovery codes. */
    RECOVERY_CODES_REPLACED("/forgot-password"),
    /** A recovery code was used to sign in. */
    RECOVERY_CODE_USED("/forgot-password", EmailValue.LEFT),
    /** An account elsewhere opens this one from now on. */
    SOCIAL_LOGIN_LINKED("/forgot-password", EmailValue.METHOD),
    /** An account elsewhere opens this one no more. */
    SOCIAL_LOGIN_UNLINKED("/forgot-password", EmailValue.METHOD),
    /** A passkey opens the account from now on. */
    PASSKEY_ADDED("/forgot-password", EmailValue.NAME),
    /** A passkey opens the account no more. */
    PASSKEY_REMOVED("/forgot-password", EmailValue.NAME),
    /** There is a new API key. */
    API_KEY_CREATED("/forgot-password", EmailValue.START, EmailValue.AT),
    /** An administrator works in the person's name. */
    IMPERSONATION(null, EmailValue.UNTIL, EmailValue.REASON),
    /** A link that offers to join an organization. */
    INVITATION(
            "/accept-invitation",
            EmailValue.TOKEN,
            EmailValue.ORGANIZATION,
            EmailValue.ROLE,
            EmailValue.INVITER,
            EmailValue.UNTIL),
    /** To whoever invited: the person joined. Nothing sends it any more: it is a notification. */
    INVITATION_ACCEPTED(null, EmailValue.ORGANIZATION, EmailValue.PERSON),
    /** To whoever invited: the person does not want to. Nothing sends it any more: it is a notification. */
    INVITATION_DECLINED(null, EmailValue.ORGANIZATION, EmailValue.PERSON),
    /** Somebody registered with an address that has an account. */
    ACCOUNT_EXISTS(""),
    /** There is an invoice to pay. */
    INVOICE("", EmailValue.NUMBER, EmailValue.AMOUNT, EmailValue.DUE),
    /** A payment did not go through, and is tried again. */
    PAYMENT_FAILED("", EmailValue.NUMBER, EmailValue.AMOUNT, EmailValue.NEXT),
    /** A payment did not go through, and it takes another way of paying. */
    PAYMENT_REFUSED("", EmailValue.NUMBER, EmailValue.AMOUNT),
    /** An invoice was not paid in time. */
    INVOICE_OVERDUE("", EmailValue.NUMBER, EmailValue.AMOUNT, EmailValue.DUE),
    /** The time to try a plan for nothing ends soon. */
    TRIAL_ENDING("", EmailValue.PLAN, EmailValue.UNTIL),
    /**
     * That most of the storage is used, or all. Not written any more, a notification says it; those that wait from before are sent.
     */
    QUOTA_WARNING("", EmailValue.RESOURCE, EmailValue.PERCENT),
    /** To whoever asked the support: the question came. */
    TICKET_RECEIVED("", EmailValue.TICKET, EmailValue.SUBJECT),
    /** To whoever asked the support: an answer. */
    TICKET_ANSWERED("", EmailValue.TICKET, EmailValue.SUBJECT, EmailValue.MESSAGE),
    /** To somebody of the staff: a ticket is theirs from now on. */
    TICKET_ASSIGNED("", EmailValue.TICKET, EmailValue.SUBJECT),
    /** To whoever of the staff has the ticket: the person who asked wrote again. */
    TICKET_REPLIED("", EmailValue.TICKET, EmailValue.SUBJECT, EmailValue.MESSAGE),
    /** A notification that was to be mailed. */
    NOTIFICATION("", EmailValue.SUMMARY, EmailValue.MESSAGE),
    /** Several of them, collected for a while. */
    NOTIFICATION_DIGEST("", EmailValue.COUNT, EmailValue.MESSAGE);

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+");

    private final @Nullable String page;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, which its type does not say
    private final Set<EmailValue> needs;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, which its type does not say
    private final Set<String> valueNames;

    private final String typeName;

    /**
     * @param page the page behind the mail's link, below the base URL; empty for the base URL itself; {@code null} for a
     *     mail without a link
     */
    EmailType(@Nullable String page, EmailValue... needs) {
        this.page = page;
        this.needs = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(needs)));
        this.valueNames = this.needs.stream().map(EmailValue::valueName).collect(toUnmodifiableSet());
        this.typeName = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name in tables and answers, e.g. {@code account-exists}. */
    public String typeName() {
        return typeName;
    }

    /** What its text is told, all of it and nothing else. */
    public Set<EmailValue> needs() {
        return needs;
    }

    /** The names of what its text is told. */
    public Set<String> valueNames() {
        return valueNames;
    }

    /** Values that could be, for a preview. */
    public Map<String, String> sampleValues() {
        return needs.stream().collect(toUnmodifiableMap(EmailValue::valueName, EmailValue::sample));
    }

    /**
     * Where the mail's link leads: a page below the base URL, with the token if the mail has one; empty for a mail without
     * a link. Nothing but the token comes from the values.
     */
    public Optional<URI> link(URI baseUrl, Map<String, String> values) {
        if (page == null) {
            return Optional.empty();
        }
        String base = baseUrl.toString();
        String start = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        String token = needs.contains(EmailValue.TOKEN) ? values.get(EmailValue.TOKEN.valueName()) : null;
        if (token != null && !TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "A token has letters, digits and _ -, and nothing that a link would obey");
        }
        String query = token == null ? "" : "?token=" + token;
        return Optional.of(URI.create(start + page + query));
    }
}
