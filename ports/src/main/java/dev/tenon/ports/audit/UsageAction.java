package dev.tenon.ports.audit;

import java.util.Locale;
import java.util.Set;

/** What Tenon itself records in the usage log. Clients record words of their own, which never begin as one of these may. */
public enum UsageAction {
    /** Details: {@code method}, as in {@code login_methods}. */
    SESSION_OPENED("Signed in"),
    ACCOUNT_VERIFIED("Verified the e-mail address of a new account"),
    ACCOUNT_EXPORTED("Took out everything that is held about the person"),
    /** Details: {@code documentId}, {@code fileType}, {@code size} in bytes. */
    DOCUMENT_UPLOADED("Uploaded a file"),
    /** From the first byte on: who goes on with a broken download is not counted twice. Details as of an upload. */
    DOCUMENT_DOWNLOADED("Downloaded a file"),
    /** By a link that the person made. Details as of an upload. */
    DOCUMENT_LINK_DOWNLOADED("Had a file downloaded by a link"),
    /** Details: {@code documentId}. */
    DOCUMENT_RENAMED("Renamed a file"),
    /** By the server, for the owner. Details: {@code documentId}, {@code size} in bytes, {@code pages} where there are any. */
    DOCUMENT_PROCESSED("Had a file read"),
    /** Details as of an upload. */
    DOCUMENT_DELETED("Deleted a file");

    /** The nouns of Tenon's own house: actions that begin with one are Tenon's to record, now or one day. */
    private static final Set<String> OWN_NOUNS = Set.of(
            "account",
            "api-key",
            "document",
            "document-link",
            "email",
            "entitlement",
            "feature",
            "feature-flag",
            "import",
            "invitation",
            "invoice",
            "login",
            "member",
            "notification",
            "organization",
            "passkey",
            "password",
            "permission",
            "plan",
            "quota",
            "role",
            "second-factor",
            "session",
            "setting",
            "share",
            "social-login",
            "subscription",
            "support-ticket",
            "tenon",
            "trial",
            "upload",
            "user");

    private final String description;

    UsageAction(String description) {
        this.description = description;
    }

    /** One line for people. */
    public String description() {
        return description;
    }

    /** As it stands in the log, e.g. {@code document.uploaded}. */
    public String actionName() {
        int verb = name().lastIndexOf('_');
        String noun = name().substring(0, verb).replace('_', '-');
        return (noun + "." + name().substring(verb + 1)).toLowerCase(Locale.ROOT);
    }

    /** Whether no client may record this action, since it begins with a noun of Tenon's own. */
    public static boolean isReserved(String action) {
        int dot = action.indexOf('.');
        return OWN_NOUNS.contains(dot < 0 ? action : action.substring(0, dot));
    }
}
