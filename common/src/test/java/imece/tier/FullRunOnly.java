package imece.tier;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A class or a method that takes too long for {@code ./imece test} and runs in {@code ./imece test --all} only. Its promise is
 * kept in the short run too, by another test: {@code docs/tests.md} names both, and a test reads that page.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag(FullRunOnly.TAG)
public @interface FullRunOnly {
    /** What Surefire and Failsafe leave out unless the Maven profile {@code all} is on. */
    String TAG = "all";
}
