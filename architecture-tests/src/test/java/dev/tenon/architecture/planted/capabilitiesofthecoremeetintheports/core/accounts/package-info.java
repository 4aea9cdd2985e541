@NullMarked
package dev.tenon.architecture.planted.capabilitiesofthecoremeetintheports.core.accounts;

import org.jspecify.annotations.NullMarked;
