package dev.tenon.architecture.planted.acapabilityhasonepublicdoor.core.accounts;

public class Accounts {}
