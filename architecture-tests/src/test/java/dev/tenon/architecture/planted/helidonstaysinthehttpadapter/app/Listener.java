package dev.tenon.architecture.planted.helidonstaysinthehttpadapter.app;

import io.helidon.webserver.WebServer;

class Listener {
    int port(WebServer server) {
        return server.port();
    }
}
