package dev.tenon.architecture.planted.drivingportsdonotspeakofdrivenones.ports.documents.spi;

public interface DocumentStore {}
