package dev.tenon.ports.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalogue of what roles can permit, as {@code resource:verb}. The table {@code permissions} is kept equal to it. */
public enum Permission {
    USERS_READ("See every account"),
    USERS_WRITE("Register, change and ban accounts"),
    USERS_EXPORT("See everything that is held about anybody"),
    USERS_ERASE("Erase anybody"),
    USERS_IMPERSONATE("Work in the name of others"),
    ROLES_READ("See roles and who holds them"),
    ROLES_WRITE("Give and take roles"),
    SESSIONS_READ("See every account's sessions"),
    SESSIONS_WRITE("End anyone's session"),
    LOGIN_HISTORY_READ("See who tried to sign in"),
    LOGIN_METHODS_WRITE("Open and close ways of signing in"),
    PROFILE_READ("See one's own account, settings, plan and quota"),
    PROFILE_WRITE("Change one's own account and settings"),
    API_KEYS_READ("See everyone's API keys and their use"),
    API_KEYS_WRITE("Revoke and rename anyone's API keys"),
    ORGANIZATIONS_READ("See every organization, its members and its invitations"),
    ORGANIZATIONS_WRITE("Change and delete every organization"),
    MEMBERSHIPS_READ("See the organizations that one belongs to, and their members"),
    MEMBERSHIPS_WRITE("Found, run, join and leave organizations"),
    PLANS_WRITE("Make, change and archive plans and features"),
    ENTITLEMENTS_READ("See what anyone is entitled to, and the exceptions"),
    ENTITLEMENTS_WRITE("Make exceptions to what plans grant"),
    SUBSCRIPTIONS_READ("See every account's subscriptions"),
    SUBSCRIPTIONS_WRITE("Start, change, pause and end anyone's subscription"),
    INVOICES_READ("See everyone's invoices and payments, and the reports"),
    INVOICES_WRITE("Write, void and refund invoices, and note payments that came in"),
    BILLING_READ("See one's own invoices and ways of paying"),
    BILLING_WRITE("Choose one's own plan, and pay"),
    DOCUMENTS_READ("See and download one's documents"),
    DOCUMENTS_WRITE("Upload, change and delete one's documents"),
    BLOBS_READ("Check whether the contents of all documents are there and sound"),
    BLOBS_WRITE("Move the contents of all documents to another store"),
    SEARCH_WRITE("Read the words of all documents anew, by another language"),
    NOTIFICATIONS_READ("See one's own notifications"),
    NOTIFICATIONS_WRITE("Mark one's own notifications, and choose which ones come"),
    NOTIFICATIONS_SEND("Notify anybody"),
    EMAILS_READ("See the mail queue"),
    EMAILS_WRITE("Send mail of the queue again"),
    WEBHOOKS_READ("See the installation's webhooks and what was delivered"),
    WEBHOOKS_WRITE("Make, change and delete the installation's webhooks"),
    FLAGS_READ("See feature flags, and evaluate them for anybody"),
    FLAGS_WRITE("Make, change and delete feature flags and their segments"),
    SUPPORT_READ("See one's own support tickets"),
    SUPPORT_WRITE("Ask the support, and answer it"),
    TICKETS_READ("See everyone's support tickets, and the report"),
    TICKETS_WRITE("Answer, assign and resolve everyone's support tickets"),
    TICKETS_RECEIVE("Hand over mails to the support"),
    USAGE_LOGS_READ("See what everyone used"),
    USAGE_LOGS_WRITE("Record what one used"),
    AUDIT_LOGS_READ("See and verify the audit trail");

    private final String description;

    Permission(String description) {
        this.description = description;
    }

    /** What every account may do with its own things, by name, whatever its roles are; keys need it as a scope. */
    public static Set<String> ofEveryAccount() {
        return Arrays.stream(values())
                .filter(Permission::isOfEveryAccount)
                .map(Permission::permissionName)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isOfEveryAccount() {
        return switch (this) {
            case PROFILE_READ,
                    PROFILE_WRITE,
                    MEMBERSHIPS_READ,
                    MEMBERSHIPS_WRITE,
                    BILLING_READ,
                    BILLING_WRITE,
                    NOTIFICATIONS_READ,
                    NOTIFICATIONS_WRITE,
                    SUPPORT_READ,
                    SUPPORT_WRITE -> true;
            default -> false;
        };
    }

    /** What there is to do inside an organization, by name; its owners and administrators may do all of it. */
    public static Set<String> ofOrganizations() {
        return Arrays.stream(values())
                .filter(Permission::countsInOrganizations)
                .map(Permission::permissionName)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it is about things that an organization can own. */
    public boolean countsInOrganizations() {
        return this == DOCUMENTS_READ || this == DOCUMENTS_WRITE;
    }

    /** One line for people. */
    public String description() {
        return description;
    }

    /** The name in requests and tables, e.g. {@code audit-logs:read}. */
    public String permissionName() {
        int verb = name().lastIndexOf('_');
        String resource = name().substring(0, verb).replace('_', '-');
        return (resource + ":" + name().substring(verb + 1)).toLowerCase(Locale.ROOT);
    }
}
