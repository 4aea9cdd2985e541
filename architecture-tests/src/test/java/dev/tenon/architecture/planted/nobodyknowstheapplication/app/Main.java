package dev.tenon.architecture.planted.nobodyknowstheapplication.app;

public class Main {}
