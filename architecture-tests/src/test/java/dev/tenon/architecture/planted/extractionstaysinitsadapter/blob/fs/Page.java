package dev.tenon.architecture.planted.extractionstaysinitsadapter.blob.fs;

import org.jsoup.Jsoup;

class Page {
    String text(String html) {
        return Jsoup.parse(html).text();
    }
}
