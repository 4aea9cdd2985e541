package dev.tenon.architecture.planted.adaptersknowtheportsonly.blob.fs;

public class Folder {
    public String name() {
        return "blobs";
    }
}
