package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.PAGE;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.NewWebhook;
import dev.tenon.ports.webhooks.WebhookPatch;
import dev.tenon.testkit.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Webhooks, and what they were told. */
final class WebhookUseCases {

    private static final NewWebhook WANTED = new NewWebhook(null, "https://hooks.example.org/", null, Set.of());

    private WebhookUseCases() {}

    static List<UseCase> all() {
        return List.of(
                changes("webhooks.create", house -> () -> house.tenon.webhooks().create(house.operator, WANTED)),
                reads("webhooks.list", house -> () -> house.tenon.webhooks().list(house.operator, null, PAGE)),
                reads("webhooks.get", house -> {
                    WebhookId webhook = aWebhook(house);
                    return () -> house.tenon.webhooks().get(house.operator, webhook);
                }),
                changes("webhooks.update", house -> {
                    WebhookId webhook = aWebhook(house);
                    return () -> house.tenon
                            .webhooks()
                            .update(house.operator, webhook, WebhookPatch.enabled(false), Expected.any());
                }),
                changes("webhooks.rotate", house -> {
                    WebhookId webhook = aWebhook(house);
                    return () -> house.tenon.webhooks().rotate(house.operator, webhook);
                }),
                changes("webhooks.delete", house -> {
                    WebhookId webhook = aWebhook(house);
                    return () -> house.tenon.webhooks().delete(house.operator, webhook);
                }),
                reads("webhooks.deliveries", house -> {
                    WebhookId webhook = aWebhook(house);
                    return () -> house.tenon.webhooks().deliveries(house.operator, webhook, null, PAGE);
                }),
                changes("webhooks.retry", house -> {
                    WebhookId webhook = aWebhook(house);
                    EventId event =
                            house.tenon.webhooks().test(house.operator, webhook).eventId();
                    return () -> house.tenon.webhooks().retry(house.operator, webhook, event);
                }),
                changes("webhooks.replay", house -> {
                    WebhookId webhook = aWebhook(house);
                    return () -> house.tenon
                            .webhooks()
                            .replay(
                                    house.operator,
                                    webhook,
                                    MovableClock.START,
                                    MovableClock.START.plus(Duration.ofDays(1)));
                }),
                changes("webhooks.test", house -> {
                    WebhookId webhook = aWebhook(house);
                    return () -> house.tenon.webhooks().test(house.operator, webhook);
                }),
                reads("webhooks.backlog", house -> () -> house.tenon.webhooks().backlog(house.operator)));
    }

    private static WebhookId aWebhook(TenonInMemory house) {
        return house.tenon.webhooks().create(house.operator, WANTED).webhook().id();
    }
}
