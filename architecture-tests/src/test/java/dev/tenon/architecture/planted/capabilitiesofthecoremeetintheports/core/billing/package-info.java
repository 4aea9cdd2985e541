@NullMarked
package dev.tenon.architecture.planted.capabilitiesofthecoremeetintheports.core.billing;

import org.jspecify.annotations.NullMarked;
