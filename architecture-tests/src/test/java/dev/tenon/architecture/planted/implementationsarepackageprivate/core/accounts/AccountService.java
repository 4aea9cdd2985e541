package dev.tenon.architecture.planted.implementationsarepackageprivate.core.accounts;

public class AccountService {}
