package dev.tenon.jdbi.webhooks;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.webhooks.spi.DeliveryStore;
import dev.tenon.ports.webhooks.spi.WebhookStore;

/** The stores of this package. */
public final class WebhookStores {

    private WebhookStores() {}

    public static WebhookStore webhooks(Handles handles) {
        return new JdbiWebhookStore(handles);
    }

    public static DeliveryStore deliveries(Handles handles) {
        return new JdbiDeliveryStore(handles);
    }
}
