package imece.local.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Runs before anybody reads the fields that it sets: the null checker goes by this name, on the method or one it overrides. */
@Target(ElementType.METHOD)
@interface Initializer {}
