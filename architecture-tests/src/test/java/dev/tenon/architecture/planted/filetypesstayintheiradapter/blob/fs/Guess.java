package dev.tenon.architecture.planted.filetypesstayintheiradapter.blob.fs;

import org.apache.tika.mime.MimeTypes;

class Guess {
    int length(MimeTypes types) {
        return types.getMinLength();
    }
}
