package dev.tenon.architecture.planted.capabilitiesofthecoremeetintheports.core.billing;

public class Invoicing {
    public boolean isSettled() {
        return true;
    }
}
