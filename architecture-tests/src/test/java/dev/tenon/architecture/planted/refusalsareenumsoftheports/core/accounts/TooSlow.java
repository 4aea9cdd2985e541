package dev.tenon.architecture.planted.refusalsareenumsoftheports.core.accounts;

import dev.tenon.architecture.planted.refusalsareenumsoftheports.ports.kernel.RefusalCode;

final class TooSlow implements RefusalCode {
    @Override
    public String title() {
        return "Too slow";
    }
}
