package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.notifications.QueuedEmail;

record EmailService(Kernel kernel) implements Emails {

    @Override
    public Page<QueuedEmail> list(Actor actor, PageRequest page) {
        Authorizer.require(actor, Permission.EMAILS_READ);
        return kernel.storage().emails().list(page);
    }

    @Override
    public Backlog backlog(Actor actor) {
        Authorizer.require(actor, Permission.EMAILS_READ);
        return kernel.storage().emails().backlog(kernel.now());
    }
}
