package dev.tenon.architecture.planted.openfeaturestaysinitsadapter.rest.flags;

import dev.openfeature.sdk.Client;

class Asking {
    boolean isOn(Client client, String flag) {
        return client.getBooleanValue(flag, false);
    }
}
