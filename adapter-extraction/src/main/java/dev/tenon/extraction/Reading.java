package dev.tenon.extraction;

import org.jspecify.annotations.Nullable;

/** What was read in a file: its text, its language, its pages, and a PNG. */
final class Reading {

    private static final byte[] NOTHING = {};

    private final String text;
    private final @Nullable String language;
    private final @Nullable Integer pages;
    private final byte[] thumbnail;

    private Reading(String text, @Nullable String language, @Nullable Integer pages, byte[] thumbnail) {
        this.text = text;
        this.language = language;
        this.pages = pages;
        this.thumbnail = thumbnail;
    }

    static Reading of(String text) {
        return new Reading(text, null, null, NOTHING);
    }

    Reading in(@Nullable String tag) {
        return new Reading(text, Languages.code(tag).orElse(null), pages, thumbnail);
    }

    Reading withPages(@Nullable Integer count) {
        return new Reading(text, language, count, thumbnail);
    }

    Reading withThumbnail(byte[] png) {
        return new Reading(text, language, pages, png);
    }

    String text() {
        return text;
    }

    @Nullable
    String language() {
        return language;
    }

    @Nullable
    Integer pages() {
        return pages;
    }

    /** Empty if there is nothing to see. */
    byte[] thumbnail() {
        return thumbnail;
    }
}
