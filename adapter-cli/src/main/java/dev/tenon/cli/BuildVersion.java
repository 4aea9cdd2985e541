package dev.tenon.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code tenon --version} prints. */
final class BuildVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"tenon " + Build.running().version()};
    }
}
