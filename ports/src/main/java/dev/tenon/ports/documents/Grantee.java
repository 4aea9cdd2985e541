package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;

/** With whom a document is shared. */
public sealed interface Grantee {

    /** A person with an account. */
    record Person(UserId id) implements Grantee {}

    /** Whoever has this address verified, now or later. Whether somebody has stays unsaid. */
    record Address(EmailAddress email) implements Grantee {}

    /** All members of an organization. */
    record Members(OrganizationId id) implements Grantee {}
}
