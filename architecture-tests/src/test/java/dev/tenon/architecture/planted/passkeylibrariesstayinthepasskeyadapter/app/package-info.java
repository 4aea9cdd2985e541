@NullMarked
package dev.tenon.architecture.planted.passkeylibrariesstayinthepasskeyadapter.app;

import org.jspecify.annotations.NullMarked;
