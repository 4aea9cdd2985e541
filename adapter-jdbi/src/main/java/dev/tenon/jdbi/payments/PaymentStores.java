package dev.tenon.jdbi.payments;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.payments.spi.PaymentEventStore;
import dev.tenon.ports.payments.spi.PaymentMethodStore;
import dev.tenon.ports.payments.spi.PaymentStore;
import dev.tenon.ports.payments.spi.RefundStore;

/** The stores of this package. */
public final class PaymentStores {

    private PaymentStores() {}

    public static PaymentStore payments(Handles handles) {
        return new JdbiPaymentStore(handles);
    }

    public static RefundStore refunds(Handles handles) {
        return new JdbiRefundStore(handles);
    }

    public static PaymentMethodStore methods(Handles handles) {
        return new JdbiPaymentMethodStore(handles);
    }

    public static PaymentEventStore events(Handles handles) {
        return new JdbiPaymentEventStore(handles);
    }
}
