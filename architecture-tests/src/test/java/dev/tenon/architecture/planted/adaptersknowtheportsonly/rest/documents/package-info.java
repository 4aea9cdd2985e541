@NullMarked
package dev.tenon.architecture.planted.adaptersknowtheportsonly.rest.documents;

import org.jspecify.annotations.NullMarked;
