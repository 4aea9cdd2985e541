package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a setting. */
public enum SettingRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such setting", "Check the key; list the settings to find it."),
    TOO_LARGE(
            Kind.TOO_LARGE,
            "A setting takes at most 64 KiB of JSON",
            "Make the value smaller, split it over several keys, or store it as a document."),
    LIMIT_REACHED(
            Kind.LIMIT_REACHED,
            "No more settings fit",
            "A person has at most 200 settings, of 1 MiB together. Delete what is not needed any more.");

    private final Meaning meaning;

    SettingRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
