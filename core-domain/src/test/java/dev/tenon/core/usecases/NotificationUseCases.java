package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.AccountUseCases.PAGE;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.notifications.NewNotification;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.notifications.NotificationStatus;
import java.util.List;

/** What people are told. */
final class NotificationUseCases {

    private NotificationUseCases() {}

    static List<UseCase> all() {
        return List.of(
                changes("notifications.send", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> sendTo(house, ana);
                }),
                reads("notifications.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    sendTo(house, ana);
                    return () -> house.tenon.notifications().list(ana, NotificationFilter.all(), PAGE);
                }),
                reads("notifications.get", house -> {
                    Actor ana = house.aPerson(ANA);
                    Notification sent = sendTo(house, ana);
                    return () -> house.tenon.notifications().get(ana, sent.id());
                }),
                // Whether somebody has read something is nobody else's business.
                reads(
                        "notifications.mark",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            Notification sent = sendTo(house, ana);
                            return () -> house.tenon.notifications().mark(ana, sent.id(), NotificationStatus.READ);
                        },
                        "notifications"),
                reads(
                        "notifications.markAllRead",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            sendTo(house, ana);
                            return () -> house.tenon.notifications().markAllRead(ana);
                        },
                        "notifications"),
                reads("notifications.unread", house -> {
                    Actor ana = house.aPerson(ANA);
                    sendTo(house, ana);
                    return () -> house.tenon.notifications().unread(ana);
                }),
                reads("notifications.follow", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.notifications().follow(ana, -1).close();
                }));
    }

    private static Notification sendTo(TenonInMemory house, Actor person) {
        return house.tenon
                .notifications()
                .send(house.operator, NewNotification.of(person.userId(), null, "A harbour full of ships"));
    }
}
