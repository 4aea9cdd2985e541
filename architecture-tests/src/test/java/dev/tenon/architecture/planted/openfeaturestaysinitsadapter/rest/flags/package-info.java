@NullMarked
package dev.tenon.architecture.planted.openfeaturestaysinitsadapter.rest.flags;

import org.jspecify.annotations.NullMarked;
