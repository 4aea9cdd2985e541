package dev.tenon.architecture.planted.signinlibrariesstayinthesocialadapter.app;

import com.nimbusds.jose.jwk.JWKSet;

class Bouncer {
    int keys(JWKSet keys) {
        return keys.size();
    }
}
