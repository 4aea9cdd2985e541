package dev.tenon.architecture.planted.refusalsareenumsoftheports.ports.kernel;

public interface RefusalCode {
    String title();
}
