package io.github.windsock.junit;

/** The pattern of a class of the crowd: {@link CrowdLoader} changes the number in its name. */
public class Crowd0000 extends Crowd {

    public Crowd0000() {}
}
