package dev.tenon.architecture.planted.httpclientsstayinthewebhookadapter.app;

import okhttp3.OkHttpClient;

class Fetcher {
    boolean follows(OkHttpClient client) {
        return client.followRedirects();
    }
}
