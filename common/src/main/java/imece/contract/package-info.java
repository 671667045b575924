/**
 * What gateways and workers say to each other. A class belongs here only if both applications send or receive it. Nothing
 * here knows Spring, a clock or a connection.
 */
@NullMarked
package imece.contract;

import org.jspecify.annotations.NullMarked;
