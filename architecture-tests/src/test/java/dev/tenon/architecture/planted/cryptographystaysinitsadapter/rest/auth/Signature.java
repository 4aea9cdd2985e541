package dev.tenon.architecture.planted.cryptographystaysinitsadapter.rest.auth;

import javax.crypto.Mac;

class Signature {
    byte[] sign(Mac mac, byte[] body) {
        return mac.doFinal(body);
    }
}
