package dev.tenon.architecture.planted.thecoreleavesnothingtochance.core.signin;

import java.util.UUID;

class Tokens {
    UUID next() {
        return UUID.randomUUID();
    }
}
