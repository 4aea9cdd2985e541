package dev.tenon.architecture.planted.stripestaysinitsadapter.app;

import com.stripe.StripeClient;

class Till {
    boolean isOpen(StripeClient client) {
        return client.v1() != null;
    }
}
