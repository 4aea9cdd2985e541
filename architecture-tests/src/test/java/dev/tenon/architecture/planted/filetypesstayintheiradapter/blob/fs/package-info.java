@NullMarked
package dev.tenon.architecture.planted.filetypesstayintheiradapter.blob.fs;

import org.jspecify.annotations.NullMarked;
