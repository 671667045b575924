package imece.gateway.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a call refuses, for the document of the API: no signature shows it, since each refusal is thrown as a {@link Refusal}. At
 * a class it holds for each of its calls, beside what they say themselves. What comes with a signature is not repeated here:
 * that a {@link JsonBody} may be none, that whatever changes something refuses pages of other sites, and that the operator's
 * calls want a token.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Refusals {

    /** Each a status and the codes that come with it: {@code "404 not-found, picture-removed"}. */
    String[] value();
}
